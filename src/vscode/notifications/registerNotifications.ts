import * as vscode from 'vscode';
import { systemClock } from '../../app/systemClock.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import { noticeSetting, type NoticeKind } from '../manifest/notificationSettings.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import { folderPrefix } from '../repository/folderPrefix.ts';
import type { Repository } from '../repository/repository.ts';
import { plainWords } from '../plainWords.ts';
import { Batch } from './batch.ts';
import { noticeOf, type Notice } from './notice.ts';
import { toastOf, type Toast } from './toast.ts';

const dontShowAgain = "Don't Show Again";

interface Heard {
  readonly repository: Repository;
  readonly notice: Notice;
}

/** Interrupts the user for five kinds of things, several at once in one toast. `isPlanSeen`: the Plan view is shown. */
export function registerNotifications(
  { repositories, log }: HostServices,
  isPlanSeen: () => boolean,
): Disposable {
  const disposables = new DisposableStore();
  const tell = (heard: readonly Heard[]): void => {
    const worthIt = heard.filter((one) => isWanted(one.notice.kind) && isStillSo(one, isPlanSeen));
    const toast = toastOf(
      worthIt.map(({ repository, notice }) => {
        const { folder, status } = repository;
        return { notice, folder: folder.uri.toString(), prefix: folderPrefix(folder), status };
      }),
    );
    if (toast === null) return;
    log.info(`notified: ${toast.text}`);
    void show(toast);
  };
  const distinct = { onDidChange: repositories.onDidChange, all: () => repositories.distinct() };
  const batch = disposables.add(new Batch(systemClock, tell));
  disposables.add(
    eachRepository(distinct, (repository) =>
      repository.onRunEvent((event) => {
        const notice = noticeOf(event);
        if (notice !== null) batch.add({ repository, notice });
      }),
    ),
  );
  return disposables;
}

function isWanted(kind: NoticeKind): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(noticeSetting(kind)) !== false;
}

/** A question may be answered before the toast comes; who sees the plan sees that its run is over. */
function isStillSo({ repository, notice }: Heard, isPlanSeen: () => boolean): boolean {
  if (notice.kind === 'runEnded') return !(vscode.window.state.focused && isPlanSeen());
  if (!('plan' in notice)) return true;
  const row = repository.status?.tasks.find(({ plan, id }) => plan === notice.plan && id === notice.task);
  return row === undefined || row.state === 'needs-you';
}

async function show({ severity, text, buttons, mutes }: Toast): Promise<void> {
  const titles = [...buttons.map(({ title }) => title), ...(mutes === null ? [] : [dontShowAgain])];
  const chosen = await showers[severity](plainWords(text), ...titles);
  if (chosen === dontShowAgain && mutes !== null) {
    await mute(mutes);
    return;
  }
  const button = buttons.find(({ title }) => title === chosen);
  if (button === undefined) return;
  const args = button.argument === null ? [] : [button.argument];
  await vscode.commands.executeCommand(button.command, ...args);
}

async function mute(kind: NoticeKind): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  await settings.update(noticeSetting(kind), false, vscode.ConfigurationTarget.Global);
}

const showers = {
  info: (text: string, ...titles: readonly string[]) => vscode.window.showInformationMessage(text, ...titles),
  warning: (text: string, ...titles: readonly string[]) => vscode.window.showWarningMessage(text, ...titles),
  error: (text: string, ...titles: readonly string[]) => vscode.window.showErrorMessage(text, ...titles),
} as const;
