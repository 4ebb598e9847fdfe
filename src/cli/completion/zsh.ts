import type { Completes } from '../commandSpec.ts';
import { quoted, type CompletedCommand, type CompletedFlag } from './shellScript.ts';

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ text, help }) => `    ${quoted(`${text}:${help}`)}`).join('\n');
  return `#compdef tutti
# Completion of tutti for zsh. Load it with: eval "$(tutti completion zsh)"
_tutti_tasks() {
  local -a tasks
  tasks=(\${(f)"$(tutti complete 2>/dev/null | sed -e 's/:/\\\\:/g' -e 's/\t/:/')"})
  _describe task tasks
}
_tutti() {
  local -a commands
  local state line
  typeset -A opt_args
  commands=(
${described}
  )
  _arguments -C '(-C --directory)'{-C,--directory}'[start in this folder]:folder:_directories' \\
    '--help[show help]' '--version[print the version]' '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
${commands.map(branch).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _tutti ]]; then
  _tutti "$@"
else
  compdef _tutti tutti
fi
`;
}

function branch({ text, flags, arguments: places }: CompletedCommand): string {
  const last = places.length - 1;
  const positions = places.map((place, index) =>
    quoted(`${index === last ? '*' : index + 1}: :${action(place)}`),
  );
  const parts = ["'--help[show help]'", ...flags.flatMap(flagParts), ...positions];
  return `        ${text}) _arguments ${parts.join(' ')} ;;`;
}

function flagParts({ text, short, help, value }: CompletedFlag): readonly string[] {
  const plain = help.replace(/[[\]:]/g, ' ');
  const rest = `[${plain}]${value === null ? '' : `: :${action(value)}`}`;
  return [text, ...(short === null ? [] : [short])].map((name) => quoted(`${name}${rest}`));
}

function action(completes: Completes): string {
  switch (completes) {
    case 'plan':
      return '_files -g "*.md(-.)"';
    case 'task':
      return '_tutti_tasks';
    case 'file':
      return '_files';
    case 'nothing':
      return ' ';
    default:
      return `(${completes.join(' ')})`;
  }
}
