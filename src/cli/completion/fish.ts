import type { Completes } from '../commandSpec.ts';
import { quoted, type CompletedCommand } from './shellScript.ts';

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = [
    '# Completion of tutti for fish. Load it with: tutti completion fish | source',
    'complete -c tutti -f',
    "complete -c tutti -s C -l directory -r -a '(__fish_complete_directories)' -d 'start in this folder'",
    ...commands.flatMap(linesOf),
  ];
  return `${lines.join('\n')}\n`;
}

function linesOf({ text, help, flags, arguments: places }: CompletedCommand): readonly string[] {
  const inside = `complete -c tutti -n '__fish_seen_subcommand_from ${text}'`;
  // Fish does not count places: what any argument of the command may be is offered at each.
  const offered = places.filter((place) => place !== 'nothing').map((place) => `${inside} ${offer(place)}`);
  return [
    `complete -c tutti -n __fish_use_subcommand -a ${text} -d ${quoted(help)}`,
    ...flags.map((flag) => {
      const short = flag.short === null ? '' : ` -s ${flag.short.slice(1)}`;
      const value = flag.value === null ? '' : ` -r ${offer(flag.value)}`.trimEnd();
      return `${inside} -l ${flag.text.slice(2)}${short}${value} -d ${quoted(flag.help)}`;
    }),
    ...offered,
  ];
}

function offer(completes: Completes): string {
  switch (completes) {
    case 'plan':
      return "-a '(__fish_complete_suffix .md)'";
    case 'task':
      return "-a '(tutti complete 2>/dev/null)'";
    case 'file':
      return '-F';
    case 'nothing':
      return '';
    default:
      return `-a ${quoted(completes.join(' '))}`;
  }
}
