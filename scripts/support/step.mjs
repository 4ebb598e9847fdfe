import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = new URL('../..', import.meta.url);

const maxOutputChars = 1_000_000;

/**
 * Runs a program and prints one line about it; what it printed is shown only when it fails (the last million
 * characters). Resolves to whether it ended with exit code 0.
 */
export async function step(label, command, args, { env = process.env } = {}) {
  const startedAt = performance.now();
  const { code, output } = await capture(command, args, env);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) {
    console.log(`✔ ${label} (${seconds} s)`);
    return true;
  }
  console.log(`✖ ${label} (${seconds} s)\n${output}`);
  return false;
}

/** Runs a program with this terminal as its own; resolves to its exit code (130 after an interrupt). */
export function passThrough(command, args, { env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    // A terminal sends Ctrl-C to the child as well: it decides when it is done.
    const stay = () => undefined;
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', stay).on('SIGTERM', forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', stay).off('SIGTERM', forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Path of a program of a development dependency, to be run with `process.execPath`. */
export function programOf(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, root));
}

function capture(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-maxOutputChars));
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ code: null, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
