import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where benchmarks work: a tmpfs if there is one, since disks of shared machines are erratic. */
const benchRoot = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const words =
  'alpha beta gamma delta const let return function export import async await type value index'.split(' ');

/** A throw-away repository with `files` files of about 1.5 KB, 50 a folder, one commit on `main`. */
export class BenchRepo {
  readonly folder: string;
  readonly path: string;

  constructor(files: number) {
    this.folder = mkdtempSync(join(benchRoot, 'tutti-bench-'));
    this.path = join(this.folder, 'repo');
    cpSync(template(files), this.path, { recursive: true, preserveTimestamps: true });
    this.git('update-index', '-q', '--refresh');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, encoding: 'utf8' });
  }

  write(name: string, text: string): void {
    mkdirSync(join(this.path, name, '..'), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const templates = new Map<number, string>();

/** Made once a process and size, removed at its end. */
function template(files: number): string {
  const known = templates.get(files);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(benchRoot, 'tutti-bench-template-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const git = (args: readonly string[], input?: string): void => {
    execFileSync('git', args, {
      cwd: folder,
      input,
      stdio: ['pipe', 'ignore', 'inherit'],
      maxBuffer: 1 << 28,
    });
  };
  git(['init', '-q', '-b', 'main']);
  for (const [key, value] of [
    ['user.name', 'bench'],
    ['user.email', 'bench@example.invalid'],
    ['gc.auto', '0'],
    ['commit.gpgsign', 'false'],
  ] as const) {
    git(['config', key, value]);
  }
  git(['fast-import', '--quiet'], importStream(files));
  git(['reset', '-q', '--hard', 'main']);
  git(['repack', '-adq']);
  templates.set(files, folder);
  return folder;
}

function importStream(files: number): string {
  const random = seeded(42);
  const data = (text: string): string => `data ${String(Buffer.byteLength(text))}\n${text}\n`;
  const parts = [
    `commit refs/heads/main\ncommitter bench <bench@example.invalid> 1700000000 +0000\n${data('base\n')}`,
  ];
  for (let index = 0; index < files; index += 1) {
    const lines = Array.from({ length: 20 + Math.floor(random() * 20) }, () => line(random));
    parts.push(
      `M 100644 inline src/d${String(Math.floor(index / 50))}/f${String(index)}.ts\n${data(lines.join(''))}`,
    );
  }
  return `${parts.join('')}\ndone\n`;
}

function line(random: () => number): string {
  const picked = Array.from({ length: 8 }, () => words[Math.floor(random() * words.length)]);
  return `${picked.join(' ')} ${String(Math.floor(random() * 1e6))}\n`;
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
