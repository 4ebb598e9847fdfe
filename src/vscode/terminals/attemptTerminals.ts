import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { hostOf, isOver, specOf } from '../../app/attemptTerminals.ts';
import { runnerFile } from '../../app/runnerFile.ts';
import type { NodeRuntime, RunnerHosting } from '../../app/runners.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { LaunchedAttempt } from '../../core/engine/runnerLauncher.ts';
import type { AttemptSpec } from '../../shared/attempt.ts';
import { isBroughtBack, placeOf } from './arrival.ts';
import { TerminalBook } from './terminalBook.ts';
import { TerminalLauncher, type TerminalEnd } from './terminalLauncher.ts';
import { agentIcon, poolColor, terminalName } from './terminalLook.ts';
import { hostsInTerminals, terminalSettings } from './terminalSettings.ts';

/** How long a terminal may take until its process is known. */
const startLimitMs = 30_000;

/**
 * The terminals of this window that show attempts: the process of each is a runner, which hosts the attempt or shows
 * what another one hosts. Closing one never ends an agent.
 */
export class AttemptTerminals implements Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #book = new TerminalBook<vscode.Terminal>();
  readonly #ends = new Map<vscode.Terminal, (how: TerminalEnd) => void>();
  readonly #disposables = new DisposableStore();
  /** Attempts for which a person has asked the editor for a terminal. */
  readonly #asked = new Set<string>();
  /** Terminals that came of it. */
  readonly #chosen = new WeakSet<vscode.Terminal>();
  /** Folder of the attempt that a person wanted to see last; null when they took another terminal since then. */
  #wanted: string | null = null;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#disposables.add(vscode.window.onDidCloseTerminal((terminal) => this.#closed(terminal)));
    this.#disposables.add(
      vscode.window.onDidChangeActiveTerminal((terminal) => {
        const folder = terminal === undefined ? null : this.#book.folderOf(terminal);
        if (folder !== null && folder !== this.#wanted) this.#wanted = null;
        this.trim();
      }),
    );
  }

  /** How the runs of this window host their attempts. */
  hosting(runtime: NodeRuntime): RunnerHosting {
    const opener = {
      isWanted: () => hostsInTerminals(terminalSettings()),
      open: (attempt: LaunchedAttempt, onEnd: (how: TerminalEnd) => void) =>
        this.#open(attempt, runtime, onEnd),
      warn: (message: string) => {
        this.#log.warn(message);
      },
    };
    return { runtime, launchBy: (detached) => new TerminalLauncher(opener, detached) };
  }

  /** Folder of the attempt that a terminal shows; null when it is none of ours. */
  folderOf(terminal: vscode.Terminal): string | null {
    return this.#book.folderOf(terminal);
  }

  /**
   * Shows the terminal of an attempt; one that has none gets one that attaches. The focus stays where it is. Throws
   * UserError when there is no such attempt.
   */
  show(folder: string, runtime: NodeRuntime): void {
    const terminal = this.#book.terminalOf(folder) ?? this.#attach(folder, runtime);
    this.#wanted = folder;
    terminal.show(true);
  }

  /** Options of a terminal that the editor is about to open for an attempt; it is shown when it is there. */
  askedOptions(folder: string, spec: AttemptSpec, runtime: NodeRuntime): vscode.TerminalOptions {
    this.#asked.add(folder);
    return this.#optionsFor(folder, spec, runtime);
  }

  /**
   * Takes a terminal that somebody else opened as one of this attempt: the editor after a reload, or a person by the
   * profile or by a split. The one whose process hosts the attempt is the one that is shown from then on; what only
   * attaches beside it goes, unless a person opened it.
   */
  adopt(folder: string, terminal: vscode.Terminal, pid: number): void {
    const known = this.#book.terminalOf(folder);
    if (known === terminal) return;
    const isAsked = this.#asked.delete(folder);
    if (isAsked) {
      this.#chosen.add(terminal);
      terminal.show(true);
    }
    const comesBack = isBroughtBack(terminal.creationOptions);
    const place = placeOf({
      hosts: hostOf(folder) === pid,
      isAsked,
      isBroughtBack: comesBack,
      isSecond: known !== null,
    });
    if (place === 'shown') this.#book.add(folder, terminal);
    if (comesBack && !isAsked) this.#keepInFront(folder, terminal);
    if (place === 'shown') this.#leave(folder, known);
    else if (place === 'further') this.#book.addFurther(folder, terminal);
    else terminal.dispose();
    this.trim();
  }

  /** Looks which attempts are over, and closes the terminals that are too many. */
  trim(): void {
    for (const folder of this.#book.unfinished()) if (isOver(folder)) this.#book.finish(folder);
    const { keepFinished } = terminalSettings();
    for (const terminal of this.#book.surplus(keepFinished, vscode.window.activeTerminal)) terminal.dispose();
  }

  /** Terminals stay: agents go on in them. */
  dispose(): void {
    this.#disposables.dispose();
    this.#ends.clear();
  }

  #optionsFor(folder: string, spec: AttemptSpec, runtime: NodeRuntime): vscode.TerminalOptions {
    const { executable, env } = runtime;
    return {
      name: terminalName(spec),
      shellPath: executable,
      shellArgs: [runnerFile(), folder],
      // VS Code keeps these for its own restart: nothing secret may be among them.
      env: { ...env },
      cwd: dirname(spec.stateFolder),
      iconPath: new vscode.ThemeIcon(agentIcon(spec.agent)),
      color: new vscode.ThemeColor(poolColor(spec.pool)),
      isTransient: false,
    };
  }

  async #open(
    { folder, spec }: LaunchedAttempt,
    runtime: NodeRuntime,
    onEnd: (how: TerminalEnd) => void,
  ): Promise<{ readonly pid: number } | null> {
    const terminal = vscode.window.createTerminal(this.#optionsFor(folder, spec, runtime));
    this.#book.add(folder, terminal);
    this.#ends.set(terminal, onEnd);
    const pid = await processOf(terminal);
    if (pid !== null) return { pid };
    this.#ends.delete(terminal);
    this.#book.remove(terminal);
    terminal.dispose();
    return null;
  }

  #attach(folder: string, runtime: NodeRuntime): vscode.Terminal {
    const spec = specOf(folder);
    if (spec === null)
      throw new UserError(
        'There is nothing to show: this attempt has not started yet, or was cleaned up.',
        1,
        'nothing',
      );
    const options = this.#optionsFor(folder, spec, runtime);
    const { location } = terminalSettings();
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const terminal = vscode.window.createTerminal(
      location === 'beside' ? { ...options, location: beside } : options,
    );
    this.#book.add(folder, terminal);
    return terminal;
  }

  /**
   * The editor puts the terminal in front that was there before a reload, also when a person has asked for another by
   * then.
   */
  #keepInFront(folder: string, terminal: vscode.Terminal): void {
    if (this.#wanted === null) return;
    if (this.#wanted === folder || vscode.window.activeTerminal === terminal)
      this.#book.terminalOf(this.#wanted)?.show(true);
  }

  /** What showed the attempt until another took its place goes, unless a person opened it. */
  #leave(folder: string, before: vscode.Terminal | null): void {
    if (before === null) return;
    if (this.#chosen.has(before)) this.#book.addFurther(folder, before);
    else before.dispose();
  }

  #closed(terminal: vscode.Terminal): void {
    // A reload closes all of them; their processes go on.
    if (terminal.exitStatus?.reason === vscode.TerminalExitReason.Shutdown) return;
    this.#book.remove(terminal);
    const onEnd = this.#ends.get(terminal);
    this.#ends.delete(terminal);
    onEnd?.(terminal.exitStatus?.reason === vscode.TerminalExitReason.Process ? 'exited' : 'closed');
  }
}

/** Pid of a terminal's process; null when there is none in time. */
async function processOf(terminal: vscode.Terminal): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, startLimitMs);
  });
  const pid = await Promise.race([terminal.processId, late]);
  clearTimeout(timer);
  return pid ?? null;
}
