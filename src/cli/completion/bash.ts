import type { Completes } from '../commandSpec.ts';
import { quoted, type CompletedCommand } from './shellScript.ts';

/** Completion for bash 3.2 and newer (what macOS ships). */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completion of tutti for bash. Load it with: eval "$(tutti completion bash)"
_tutti() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= place=0 index
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ \${COMP_WORDS[index]} == -C || \${COMP_WORDS[index]} == --directory ]]; then
      index=$((index + 1))
    elif [[ -z $command && \${COMP_WORDS[index]} != -* ]]; then
      command=\${COMP_WORDS[index]}
    elif [[ -n $command && \${COMP_WORDS[index]} != -* ]]; then
      place=$((place + 1))
    fi
  done
  COMPREPLY=()
  if [[ $previous == -C || $previous == --directory ]]; then
    ${reply('-d')}
    return
  fi
  case $command in
    '')
      ${reply(`-W ${quoted([...commands.map(({ text }) => text), '--help', '--version', '--directory'].join(' '))}`)}
      ;;
${commands.map(branch).join('\n')}
  esac
}
complete -o filenames -F _tutti tutti
`;
}

function branch({ text, flags, arguments: places }: CompletedCommand): string {
  const values = flags.filter(({ value }) => value !== null);
  const cases = values.map(({ text: long, short, value }) => {
    const names = short === null ? long : `${long}|${short}`;
    return `        ${names}) ${offer(value ?? 'nothing')}; return ;;`;
  });
  const last = places.at(-1);
  const offered = places.map((place, index) => {
    const pattern = place === last && index === places.length - 1 ? '*' : String(index);
    return `        ${pattern}) ${offer(place)} ;;`;
  });
  return [
    `    ${text})`,
    ...(cases.length === 0 ? [] : ['      case $previous in', ...cases, '      esac']),
    '      if [[ $current == -* ]]; then',
    `        ${reply(`-W ${quoted([...flags.map((flag) => flag.text), '--help'].join(' '))}`)}`,
    '        return',
    '      fi',
    ...(offered.length === 0 ? [] : ['      case $place in', ...offered, '      esac']),
    '      ;;',
  ].join('\n');
}

function offer(completes: Completes): string {
  switch (completes) {
    case 'plan':
      return `${reply("-f -X '!*.md'")}; ${reply('-d', '+=')}`;
    case 'task':
      return reply('-W "$(tutti complete 2>/dev/null | cut -f 1)"');
    case 'file':
      return reply('-f');
    case 'nothing':
      return ':';
    default:
      return reply(`-W ${quoted(completes.join(' '))}`);
  }
}

/** One word a line, so that names with spaces stay whole. */
function reply(wanted: string, assign = '='): string {
  return `local IFS=$'\\n'; COMPREPLY${assign}($(IFS=$' \\t\\n' compgen ${wanted} -- "$current"))`;
}
