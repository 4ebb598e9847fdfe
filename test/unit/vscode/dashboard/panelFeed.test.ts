import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Project } from '../../../../src/app/project.ts';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { dashboardProtocol, type HostMessage } from '../../../../src/shared/dashboard/messages.ts';
import { PanelFeed } from '../../../../src/vscode/dashboard/panelFeed.ts';
import { settled, VirtualClock } from '../../../support/engine/virtualClock.ts';

const text = '# Plan\n\n- [ ] 1 One\n';
const names = { agents: ['claude'], pools: ['default'], skills: null };
const shown = { plans: [{ text, ...checkPlan(text, { path: 'plan.md', names }) }], project: null };

describe('The feed of a panel', () => {
  let folder: string;
  let clock: VirtualClock;
  let heard: HostMessage[];
  let feed: PanelFeed;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-panel-'));
    clock = new VirtualClock();
    heard = [];
    const host = { control: async () => null };
    feed = new PanelFeed({ host, clock }, (message) => heard.push(message));
  });

  afterEach(() => {
    feed.dispose();
    rmSync(folder, { recursive: true });
  });

  const untrusted = { project: null, readOnly: true };
  const trusted = (): { project: Project; readOnly: boolean } => ({
    project: { root: folder, stateFolder: join(folder, '.tutti') } as Project,
    readOnly: false,
  });

  async function snapshots(): Promise<readonly boolean[]> {
    const mark = { reached: false };
    clock.at(clock.now() + 1_000, () => (mark.reached = true));
    while (!mark.reached) {
      await settled();
      clock.step();
    }
    await settled();
    return heard.flatMap((message) => (message.type === 'snapshot' ? [message.readOnly] : []));
  }

  it('starts over when the folder is trusted, or becomes a repository', async () => {
    feed.on(untrusted).showPlans(shown);
    await feed.take({ type: 'ready', protocol: dashboardProtocol });
    assert.deepEqual(await snapshots(), [true]);
    feed.on(trusted()).showPlans(shown);
    assert.deepEqual(await snapshots(), [true, false]);
  });

  it('stays the same on the same ground, and hidden when it is', async () => {
    const ground = trusted();
    const first = feed.on(untrusted);
    assert.equal(feed.on({ ...untrusted }), first);
    feed.setVisible(false);
    const second = feed.on(ground);
    assert.notEqual(second, first);
    second.showPlans(shown);
    assert.deepEqual(await snapshots(), []);
    assert.equal(second.watched, false);
    assert.equal(feed.on({ ...ground, project: { ...ground.project } }), second);
  });
});
