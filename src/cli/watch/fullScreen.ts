import type { Disposable } from '../../core/base/disposable.ts';

const enter = '\u001b[?1049h\u001b[H';
const leave = '\u001b[?1049l';

/** Takes the terminal's second screen, which leaves what was printed before as it was; given back at the latest at the exit. */
export function openFullScreen(stdout: NodeJS.WriteStream): Disposable {
  let isOpen = true;
  const dispose = () => {
    process.off('exit', dispose);
    process.off('uncaughtExceptionMonitor', dispose);
    if (isOpen) stdout.write(leave);
    isOpen = false;
  };
  process.on('exit', dispose);
  // What is said about it must stay to be read.
  process.on('uncaughtExceptionMonitor', dispose);
  stdout.write(enter);
  return { dispose };
}
