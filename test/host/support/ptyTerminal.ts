import { createRequire } from 'node:module';
import { until } from '../../support/until.ts';
import { provisionVscodeServer } from './vscodeServer.ts';

/** A program in a terminal: the pseudo-terminal and the screen are those that VS Code itself has. */
export interface PtyTerminal {
  /** Keys as the terminal sends them. */
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** The screen as a person sees it, without blanks at the ends of lines. */
  screen(): string;
  /** Resolves when the screen fits. */
  shows(pattern: RegExp): Promise<void>;
  /** `alternate`: what was printed before is kept behind what is shown. */
  state(): { readonly buffer: 'normal' | 'alternate'; readonly cursor: 'shown' | 'hidden' };
  /** Exit code. */
  readonly ended: Promise<number>;
  dispose(): void;
}

export interface PtyOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly columns: number;
  readonly rows: number;
}

/** Of `node-pty`, as much as is used. */
interface Pty {
  readonly spawn: (
    file: string,
    args: readonly string[],
    options: {
      readonly cwd: string;
      readonly env: NodeJS.ProcessEnv;
      readonly cols: number;
      readonly rows: number;
    },
  ) => {
    onData(listener: (data: string) => void): void;
    onExit(listener: (end: { readonly exitCode: number }) => void): void;
    write(data: string): void;
    resize(columns: number, rows: number): void;
    kill(signal: string): void;
  };
}

/** Of `@xterm/headless`, as much as is used. */
interface Xterm {
  readonly Terminal: new (options: {
    readonly cols: number;
    readonly rows: number;
    readonly allowProposedApi: true;
  }) => {
    readonly buffer: {
      readonly active: {
        readonly type: 'normal' | 'alternate';
        readonly baseY: number;
        getLine(y: number): { translateToString(trimRight: boolean): string } | undefined;
      };
    };
    readonly rows: number;
    readonly parser: {
      registerCsiHandler(
        id: { readonly prefix: string; readonly final: string },
        handler: (params: readonly (number | readonly number[])[]) => boolean,
      ): void;
    };
    write(data: string, done?: () => void): void;
    resize(columns: number, rows: number): void;
    dispose(): void;
  };
}

/** DECTCEM: whether the cursor is shown. */
const cursorMode = 25;

export async function startInTerminal(
  file: string,
  args: readonly string[],
  { cwd, env, columns: cols, rows }: PtyOptions,
): Promise<PtyTerminal> {
  const server = await provisionVscodeServer();
  if (!server.ok) throw new Error(server.reason);
  const load = createRequire(server.value.main);
  const { spawn } = load('node-pty') as Pty;
  const { Terminal } = load('@xterm/headless') as Xterm;
  const terminal = new Terminal({ cols, rows, allowProposedApi: true });
  let cursor: 'shown' | 'hidden' = 'shown';
  for (const [final, becomes] of [['h', 'shown'] as const, ['l', 'hidden'] as const])
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
      if (params.includes(cursorMode)) cursor = becomes;
      return false;
    });
  const pty = spawn(file, args, { cwd, env: { ...env, TERM: 'xterm-256color' }, cols, rows });
  pty.onData((data) => terminal.write(data));
  let isOver = false;
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      isOver = true;
      // What was written last is on the screen by then.
      terminal.write('', () => resolve(exitCode));
    });
  });

  function screen(): string {
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    ).join('\n');
  }

  return {
    press: (keys) => pty.write(keys),
    resize: (columns, lines) => {
      terminal.resize(columns, lines);
      pty.resize(columns, lines);
    },
    screen,
    shows: (pattern) =>
      until(() => pattern.test(screen()), String(pattern)).catch((error: unknown) => {
        throw new Error(`${String(error)}; the screen is\n${screen()}`, { cause: error });
      }),
    state: () => ({ buffer: terminal.buffer.active.type, cursor }),
    ended,
    dispose: () => {
      if (!isOver) pty.kill('SIGKILL');
      terminal.dispose();
    },
  };
}
