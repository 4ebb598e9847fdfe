import type { Host } from './host.ts';

/** What a webview of the editor gives its page. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The editor's extension: it saves files itself, and its menus open on tasks. */
export function vscodeHost(api: VsCodeApi): Host {
  return {
    send: (message) => api.postMessage(message),
    listen: ({ onMessage }) => {
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => onMessage(data));
    },
    kept: () => api.getState(),
    keep: (state) => api.setState({ ...state, ...shownFolder() }),
    save: (file) => api.postMessage({ type: 'save', ...file }),
    contextOf: taskContext,
    isLive: true,
  };
}

/** `plan/id` in the form that the extension's `webview/context` menus, and so its commands, get. */
function taskContext(ref: string): string {
  const slash = ref.indexOf('/');
  return JSON.stringify({
    webviewSection: 'task',
    ...shownFolder(),
    plan: ref.slice(0, Math.max(0, slash)),
    task: ref.slice(slash + 1),
    preventDefaultContextMenuItems: true,
  });
}

/** The workspace folder that the page is about: the editor gives it back after a reload. */
function shownFolder(): { readonly folder: string } {
  return { folder: document.body.dataset['folder'] ?? '' };
}
