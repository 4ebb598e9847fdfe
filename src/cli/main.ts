import { reportError, runCommandLine } from './commandLine.ts';
import { commands } from './commandTable.ts';
import { createTerminal } from './terminal.ts';

const terminal = createTerminal(process);
// What is thrown outside of the command's own promise, e.g. while a frame of the live view is made.
process.once('uncaughtException', (error) => process.exit(reportError(error, terminal, process.env)));
const surroundings = { terminal, commands, cwd: process.cwd(), env: process.env };
process.exitCode = await runCommandLine(process.argv.slice(2), surroundings);
