import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { sharedBrowser } from './browser.ts';
import { Editor } from './editor.ts';
import { eventually } from './eventually.ts';
import type { HostServer } from './hostServer.ts';
import { ModalDialog } from './modalDialog.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { StatusBar } from './statusBar.ts';
import { Terminals } from './terminals.ts';
import { TreeView } from './treeView.ts';

export interface WindowOptions {
  /** Absolute path of a folder or of a `.code-workspace` file; null opens an empty window. */
  readonly open: string | null;
  readonly width?: number;
  readonly height?: number;
}

export type Theme = 'dark' | 'light' | 'high contrast dark' | 'high contrast light';

/** As the setting names them; the class that the workbench has then. */
const themes: Readonly<Record<Theme, readonly [string, string]>> = {
  dark: ['Default Dark Modern', 'vs-dark'],
  light: ['Default Light Modern', 'vs'],
  'high contrast dark': ['Default High Contrast', 'hc-black'],
  'high contrast light': ['Default High Contrast Light', 'hc-light'],
};

const readyLimitMs = 60_000;
const maxReloads = 5;
const workspaceEnding = '.code-workspace';

/** One window of a real VS Code. Everything in it is read from what the user sees. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly editor: Editor;
  readonly statusBar: StatusBar;
  readonly notifications: Notifications;
  readonly dialog: ModalDialog;
  readonly terminals: Terminals;
  readonly #server: HostServer;
  readonly #context: BrowserContext;

  private constructor(server: HostServer, context: BrowserContext, page: Page) {
    this.#server = server;
    this.#context = context;
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.editor = new Editor(page, this.quickInput);
    this.statusBar = new StatusBar(page);
    this.notifications = new Notifications(page);
    this.dialog = new ModalDialog(page);
    this.terminals = new Terminals(page);
  }

  /** A window with a user profile of its own. */
  static async open(server: HostServer, options: WindowOptions): Promise<Workbench> {
    const browser = await sharedBrowser();
    const { width = 1600, height = 1000 } = options;
    const context = await browser.newContext({ viewport: { width, height } });
    context.setDefaultTimeout(90_000);
    // What the extension writes to the clipboard is read back by tests.
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const workbench = new Workbench(server, context, await context.newPage());
    await workbench.#go(options);
    return workbench;
  }

  /** A second window of the same user. */
  async openAnother(options: WindowOptions): Promise<Workbench> {
    const workbench = new Workbench(this.#server, this.#context, await this.#context.newPage());
    await workbench.#go(options);
    return workbench;
  }

  /** The window that opens because of an act, such as "Open Worktree in New Window". */
  async windowOpenedBy(act: () => Promise<void>): Promise<Workbench> {
    const [page] = await Promise.all([this.#context.waitForEvent('page'), act()]);
    const workbench = new Workbench(this.#server, this.#context, page);
    await workbench.#untilReady();
    return workbench;
  }

  /** By title as the palette shows it (`Tutti: Run Ready`); waits for it, as long as the extension starts. */
  async runCommand(title: string): Promise<void> {
    // An open palette does not learn of an extension that comes up meanwhile: it is opened again.
    await eventually(
      `the command "${title}"`,
      () => this.#offered(title),
      (items) => items.includes(title),
    );
    await this.quickInput.choose(title);
    // What the command asks may be in the same widget.
    await eventually(
      'the palette to be gone',
      () => this.quickInput.text(),
      (text) => !text.startsWith('>'),
    );
  }

  /** Whether the palette offers it now. */
  async hasCommand(title: string): Promise<boolean> {
    const items = await this.#offered(title);
    await this.quickInput.cancel();
    return items.includes(title);
  }

  /** What an open palette offers to a text; it says so when it has nothing. */
  async #offered(text: string): Promise<readonly string[]> {
    await this.quickInput.open(`>${text}`);
    const items = await eventually(
      'the palette',
      () => this.quickInput.items(),
      (found) => found.length > 0,
    );
    return items.map(({ label }) => label);
  }

  /** Shows a view of an extension by the command that VS Code makes for it, and gives it. */
  async showView(container: string, name: string): Promise<TreeView> {
    await this.runCommand(`${container}: Focus on ${name} View`);
    const view = this.view(name);
    await view.pane.waitFor();
    return view;
  }

  /** A view that is shown already. */
  view(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** Number on the icon of a view container; null without a badge. */
  async badge(container: string): Promise<number | null> {
    const badge = this.page.locator(
      `.activitybar .badge[aria-label^=${JSON.stringify(container)}] .badge-content:visible`,
    );
    const [text] = await badge.allInnerTexts();
    return text === undefined ? null : Number(text);
  }

  /** The part of the window that has the focus, such as `editor`, `panel` or `sidebar`. */
  async focusedPart(): Promise<string> {
    return this.page.evaluate(
      () => document.activeElement?.closest('.part')?.id.replace('workbench.parts.', '') ?? '',
    );
  }

  /** The page inside the webview that is shown. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> visible=true').frameLocator('iframe#active-frame');
  }

  async readClipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async setTheme(theme: Theme): Promise<void> {
    const [setting, className] = themes[theme];
    this.#server.set({ 'workbench.colorTheme': setting });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Drags the edge of the side bar. */
  async resizeSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is hidden.');
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 4 });
    await this.page.mouse.up();
  }

  /** By the command of VS Code: to it a reload of the page would be the end of the window. */
  async reload(): Promise<void> {
    const title = 'Developer: Reload Window';
    await this.quickInput.open(`>${title}`);
    await Promise.all([this.page.waitForEvent('load'), this.quickInput.choose(title)]);
    await this.#untilReady();
  }

  /** Reloads the page, where the window is too broken for a command (its server was restarted). */
  async reloadPage(): Promise<void> {
    await this.page.reload();
    await this.#untilReady();
  }

  /** Closes the window as its user does, and opens a place again for the same user. */
  async quitAndReopen(options: WindowOptions): Promise<Workbench> {
    const closed = this.page.waitForEvent('close');
    await this.page.close({ runBeforeUnload: true });
    await closed;
    return this.openAnother(options);
  }

  async screenshot(file: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }

  /** All windows of the user. */
  pages(): readonly Page[] {
    return this.#context.pages();
  }

  /** Closes all windows of the user, and forgets the profile. */
  async close(): Promise<void> {
    await this.#context.close();
  }

  async #go({ open }: WindowOptions): Promise<void> {
    await this.page.goto(addressOf(this.#server, open));
    await this.#untilReady();
    if (open?.endsWith(workspaceEnding) !== true) return;
    // A new user's window sometimes misses the folders of its workspace file, for good: a later one has them.
    for (let reloads = 0; await this.#isWithoutFolder(); reloads += 1) {
      if (reloads === maxReloads) throw new Error(`The window has none of the folders of ${open}.`);
      await this.reload();
    }
  }

  /** As the Explorer says, which a new user's window shows. */
  async #isWithoutFolder(): Promise<boolean> {
    const title = this.page.locator('.part.sidebar .pane-header h3.title').first();
    return (await title.innerText()).startsWith('No Folder');
  }

  async #untilReady(): Promise<void> {
    const isUp = (): boolean => performance.getEntriesByName('code/didStartWorkbench').length > 0;
    await this.page.waitForFunction(isUp, undefined, { timeout: readyLimitMs });
  }
}

/** Address of a window; `payload` is honoured by a server with automation only. */
export function addressOf(
  server: HostServer,
  open: string | null,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams({
    ...placeOf(open),
    payload: JSON.stringify([['skipWelcome', 'true'], ...payload]),
  });
  return `http://127.0.0.1:${String(server.port)}/?${query.toString().replaceAll('+', '%20')}`;
}

function placeOf(open: string | null): Readonly<Record<string, string>> {
  if (open === null) return { ew: 'true' };
  return open.endsWith(workspaceEnding) ? { workspace: open } : { folder: open };
}
