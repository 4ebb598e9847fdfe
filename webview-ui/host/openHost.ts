import { fileHost, snapshotId } from './fileHost.ts';
import type { Host } from './host.ts';
import { vscodeHost, type VsCodeApi } from './vscodeHost.ts';
import { webHost } from './webHost.ts';

declare global {
  // In webviews of the editor only; it may be called once.
  var acquireVsCodeApi: (() => VsCodeApi) | undefined;
}

/** Finds out where the page is. */
export function openHost(): Host {
  const snapshot = document.getElementById(snapshotId);
  if (snapshot !== null) return fileHost(snapshot.textContent);
  if (typeof globalThis.acquireVsCodeApi === 'function') return vscodeHost(globalThis.acquireVsCodeApi());
  return webHost(new URL(location.href));
}
