import { commands } from './commandTable.ts';
import { runCommandLine } from './commandLine.ts';
import { createTerminal } from './terminal.ts';

const terminal = createTerminal(process);
const surroundings = { terminal, commands, cwd: process.cwd(), env: process.env };
process.exitCode = await runCommandLine(process.argv.slice(2), surroundings);
