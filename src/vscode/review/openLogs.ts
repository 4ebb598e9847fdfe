import * as vscode from 'vscode';
import { printable } from '../../core/base/printable.ts';
import { durationText } from '../../shared/dashboard/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import type { GateStatus } from '../../shared/status.ts';
import { pickOne } from '../commands/pickLive.ts';
import { pickAttempt, requireRun, type GateName, type WorkTarget } from '../commands/workTargets.ts';
import { logUri } from '../documents/logUri.ts';

/** Opens what a gate command printed: the named one, the one that runs, the last that failed, or the last. */
export async function openGateLog(target: WorkTarget, named: GateName | null): Promise<void> {
  const { row, task, repository } = target;
  const running = row.runningGate ?? null;
  if (running !== null && (named === null || named.command === running.command)) {
    await open(
      logUri(`${task.id} gate ${printable(running.command, 40)}`, {
        kind: 'runningGate',
        folder: repository.folder.uri.toString(),
        run: requireRun(target),
        path: running.outputFile,
        head: `$ ${printable(running.command)}  (it ran when this was opened)`,
      }),
    );
    return;
  }
  const gates = row.gates.toReversed();
  const wanted = named === null ? gates : gates.filter((gate) => matches(gate, named));
  if (wanted.length === 0) throw new UserError(`No gate has run for ${task.id} yet.`, 1, 'nothing');
  const gate = await chooseGate(wanted);
  if (gate === null) return;
  const { attempt, command, passed, reason, durationMs, outputFile } = gate;
  const outcome = passed ? 'passed' : `failed, ${reason}`;
  const name = `${task.id} gate ${attempt === 0 ? '' : `of attempt ${String(attempt)} `}${printable(command, 40)}`;
  await open(
    logUri(name, {
      kind: 'gate',
      folder: repository.folder.uri.toString(),
      run: requireRun(target),
      path: outputFile,
      head: `$ ${printable(command)}  (${outcome}, ${durationText(durationMs)})`,
    }),
  );
}

/** Opens what an attempt's agent said and did; it grows while that works. `attempt` null: the latest. */
export async function openTranscript(target: WorkTarget, attempt: number | null): Promise<void> {
  const { row, task, repository } = target;
  const [latest] = row.attempts.toReversed();
  if (latest === undefined) throw new UserError(`No agent has worked on ${task.id} yet.`, 1, 'nothing');
  const number = attempt ?? (await pickAttempt(target, row.attempts, 'Show Transcript'));
  const found = row.attempts.find((one) => one.number === number);
  if (number === null) return;
  if (found === undefined) throw new UserError(`${task.id} has no attempt ${String(number)}.`, 1);
  await open(
    logUri(`${task.id} transcript of attempt ${String(number)}`, {
      kind: 'transcript',
      folder: repository.folder.uri.toString(),
      run: requireRun(target),
      path: found.folder,
      head: `${task.id} ${printable(task.title)}, attempt ${String(number)} by ${printable(found.agent)}`,
    }),
  );
}

/** A person is asked only where it is not clear: when several commands failed on the same work. */
async function chooseGate(gates: readonly GateStatus[]): Promise<GateStatus | null> {
  const [latest] = gates;
  const ofLatest = gates.filter(({ attempt }) => attempt === latest?.attempt);
  const failed = ofLatest.filter(({ passed }) => !passed);
  if (failed.length === 1) return failed[0] ?? null;
  if (ofLatest.length === 1) return latest ?? null;
  return pickOne<GateStatus>({
    title: 'Show Gate Output',
    placeholder: 'Of which command?',
    items: () =>
      gates.map((gate) => ({
        key: gate.outputFile,
        label: `$(${gate.passed ? 'pass' : 'error'}) ${printable(gate.command, 80)}`,
        description: `${gate.passed ? 'passed' : 'failed'}, attempt ${String(gate.attempt)}`,
        value: gate,
      })),
  });
}

function matches({ attempt, command }: GateStatus, named: GateName): boolean {
  return attempt === named.attempt && command === named.command;
}

async function open(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}
