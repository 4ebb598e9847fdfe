import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { commands as commandLine } from '../../../../src/cli/commandTable.ts';
import type { MenuPlace } from '../../../../src/vscode/manifest/commandEntry.ts';
import { commandEntries } from '../../../../src/vscode/manifest/commands.ts';
import { holds } from '../../../support/whenClause.ts';

const toolbars = new Set(['view/title', 'editor/title', 'editor/title/run', 'view/item/context']);

interface Placed extends MenuPlace {
  readonly id: string;
  readonly menu: string;
}

const placed: readonly Placed[] = commandEntries.flatMap(([id, { menus = {} }]) =>
  Object.entries(menus).flatMap(([menu, places]) => [places].flat().map((place) => ({ id, menu, ...place }))),
);

function isInBar({ menu, group = '' }: Placed): boolean {
  return toolbars.has(menu) && /^(navigation|inline)/.test(group);
}

describe('The table of commands in VS Code', () => {
  it('has titles in title case, without the name of the product', () => {
    const small = /^(a|an|and|as|at|by|for|in|into|is|of|on|or|the|to|with|\(.*)$/;
    for (const [id, { title }] of commandEntries) {
      const words = title.split(' ').filter((word) => !small.test(word));
      assert.ok(
        words.every((word) => /^[A-Z]/.test(word)),
        `${id}: ${title}`,
      );
      assert.doesNotMatch(title, /Tutti|!|\.$/, id);
    }
  });

  it('gives an icon to each command that stands in a toolbar', () => {
    const icons = new Map(commandEntries.map(([id, { icon }]) => [id as string, icon]));
    const bare = placed.filter(isInBar).filter(({ id }) => icons.get(id) === undefined);
    assert.deepEqual(bare, []);
  });

  it('puts context menus into the groups that all rows share', () => {
    const groups = /^(inline@\d|1_run@\d|2_review@\d+|3_worktree@\d|4_plan@\d|9_danger@\d)$/;
    for (const { id, menu, group = '' } of placed) {
      if (menu === 'view/item/context') assert.match(group, groups, id);
    }
  });

  it('binds no key outside of a view', () => {
    for (const [id, { keybinding }] of commandEntries) {
      if (keybinding !== undefined) assert.match(keybinding.when, /focusedView ==/, id);
    }
  });

  it('reads every clause that it has', () => {
    const clauses = commandEntries.flatMap(([, { enablement, palette, keybinding }]) => [
      enablement,
      palette === false ? undefined : palette,
      keybinding?.when,
    ]);
    for (const clause of [...clauses, ...placed.map(({ when }) => when)]) {
      if (clause !== undefined) holds(clause, {});
    }
  });
});

const states = [
  ...['pending', 'ready', 'preparing', 'running', 'waiting', 'needs-you', 'queued', 'landing'],
  ...['landed', 'blocked', 'failed', 'skipped', 'cancelled'],
];
const tokens = 'hasRun hasBranch hasWorktree hasAttempts hasChanges hasCommit hasOutput hasTask gate';
const rowsOfViews: Readonly<Record<string, readonly string[]>> = {
  'tutti.plan': [
    ...[
      'folder',
      'plan',
      'plan hasRun',
      'phase',
      'phase open',
      `attempt finished ${tokens}`,
      `gate passed ${tokens}`,
    ],
    ...states.flatMap((state) => [`task ${state}`, `task ${state} ${tokens}`, `task ${state} group`]),
  ],
  'tutti.workers': ['pool', 'worker healthy', 'worker stuck'],
  'tutti.queue': [
    'queueEntry queued hasBranch',
    'queueEntry queued held hasBranch',
    `conflict needs-you ${tokens}`,
  ],
  'tutti.activity': ['activity', 'activity hasTask', 'activity hasTask decision'],
};
const rows = Object.entries(rowsOfViews).flatMap(([view, items]) =>
  items.map((viewItem) => ({ view, viewItem })),
);

function inlineAt(row: { readonly view: string; readonly viewItem: string }): readonly string[] {
  return placed
    .filter(({ menu, group = '', when = '' }) => {
      return menu === 'view/item/context' && group.startsWith('inline') && holds(when, row);
    })
    .map(({ id }) => id);
}

describe('The buttons of a row', () => {
  it('are two at most, and at different places', () => {
    for (const row of rows)
      assert.ok(inlineAt(row).length <= 2, `${row.viewItem}: ${inlineAt(row).join(', ')}`);
  });

  it('destroy nothing', () => {
    const destructive = /cancel|stop|skip|deny|clean|discard|abort|undo/i;
    assert.deepEqual(
      rows.flatMap(inlineAt).filter((id) => destructive.test(id)),
      [],
    );
  });

  it('answer a task that needs somebody, and try a failed one again', () => {
    const at = (viewItem: string): string | undefined => inlineAt({ view: 'tutti.plan', viewItem })[0];
    assert.equal(at('task needs-you hasRun'), 'tutti.answerQuestion');
    assert.equal(at('task failed hasRun'), 'tutti.retryTask');
    assert.equal(at('task pending'), 'tutti.runTask');
  });
});

/** What somebody does in VS Code who knows the command line. */
const twins: Readonly<Record<string, string | null>> = {
  init: 'tutti.initProject',
  doctor: 'tutti.doctor',
  lint: 'tutti.validatePlan',
  graph: 'tutti.exportMermaid',
  run: 'tutti.run',
  status: 'tutti.showStatus',
  watch: 'tutti.followRun',
  pause: 'tutti.pause',
  stop: 'tutti.stop',
  retry: 'tutti.retryTask',
  skip: 'tutti.skipTask',
  cancel: 'tutti.cancelTask',
  done: 'tutti.markTaskDone',
  reassign: 'tutti.reassignTask',
  hold: 'tutti.holdEntry',
  release: 'tutti.releaseEntry',
  land: 'tutti.landNow',
  move: 'tutti.moveUp',
  send: 'tutti.sendMessage',
  answer: 'tutti.answerQuestion',
  approve: 'tutti.approve',
  deny: 'tutti.deny',
  resume: 'tutti.resume',
  diff: 'tutti.showChanges',
  undo: 'tutti.undo',
  clean: 'tutti.cleanUp',
  report: 'tutti.showReport',
  dashboard: 'tutti.showDag',
  demo: 'tutti.openDemo',
  // VS Code starts the server itself, and has its own completion.
  mcp: null,
  completion: null,
  complete: null,
};

describe('Everything that the command line does', () => {
  it('has a command in VS Code', () => {
    const ids = new Set<string>(commandEntries.map(([id]) => id));
    for (const { name } of commandLine) {
      const twin = twins[name];
      assert.ok(twin === null || (twin !== undefined && ids.has(twin)), name);
    }
  });
});

describe('package.json', () => {
  it('says what the tables say', async () => {
    const { buildManifest } = await import('../../../../src/vscode/manifest/manifest.ts');
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8'));
    const { activationEvents, contributes, texts } = buildManifest();
    const written = read('package.json') as Record<'activationEvents' | 'contributes', unknown>;
    assert.deepEqual(written.activationEvents, activationEvents);
    assert.deepEqual(written.contributes, JSON.parse(JSON.stringify(contributes)));
    assert.deepEqual(read('package.nls.json'), texts);
  });
});
