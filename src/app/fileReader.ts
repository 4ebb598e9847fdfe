import type { Git } from '../adapters/git/createGit.ts';
import type { FileText } from '../adapters/git/objectReader.ts';
import type { Disposable } from '../core/base/disposable.ts';
import type { FileSide } from '../shared/fileChange.ts';
import { openGit } from './openGit.ts';
import type { Project } from './project.ts';

const maxBytes = 5_000_000;

/** Reads files of commits and worktrees, a few at a time, for as long as somebody looks at them. */
export class FileReader implements Disposable {
  readonly #git: Git;

  constructor(project: Project) {
    this.#git = openGit(project, { isHeld: () => false });
  }

  /** The text, or a line that says why there is none to show. */
  async read(side: FileSide, path: string): Promise<string> {
    return shown(await this.#git.objects.read(side, path, maxBytes));
  }

  /** The blob of a file in a commit or tree; null when there is none. */
  blobAt(tree: string, path: string): Promise<string | null> {
    return this.#git.objects.blobAt(tree, path);
  }

  dispose(): void {
    this.#git.dispose();
  }
}

function shown(file: FileText): string {
  switch (file.kind) {
    case 'text':
      return file.text;
    case 'binary':
      return 'This file is binary.\n';
    case 'tooLarge':
      return `This file has more than ${String(maxBytes / 1_000_000)} MB.\n`;
    case 'missing':
      return '';
  }
}
