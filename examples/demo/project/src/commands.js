/** What `invoice <command>` can do: one line for the help, and what runs; `run` returns what is printed. */
export const commands = {
  help: { summary: 'show this text', run: () => helpText() },
};

function helpText() {
  return Object.entries(commands)
    .map(([name, { summary }]) => `${name.padEnd(8)}${summary}\n`)
    .join('');
}
