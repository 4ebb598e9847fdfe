import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readJournal } from '../../../src/adapters/store/journal.ts';
import { listRuns, runFolder } from '../../../src/adapters/store/runFolders.ts';
import type { JournalEvent } from '../../../src/core/engine/events.ts';
import { tutti } from '../../support/commandLine.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { createPatientRig } from '../../support/patientAgents.ts';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '../../support/otlpReceiver.ts';

const secret = 'swordfish';

describe('Telemetry of a run', function () {
  this.timeout(60_000);
  let repo: GitRepo;
  let receiver: OtlpReceiver;

  beforeEach(async () => {
    receiver = await startOtlpReceiver();
    repo = createGitRepo();
    const scenario = join(repo.root, 'scenario.json');
    const write = (path: string) => ({ do: 'write', path, text: secret });
    writeFileSync(
      scenario,
      JSON.stringify({
        tasks: {
          A1: [
            { steps: [{ do: 'say', text: secret }, write('bad.txt')] },
            { when: 'gate failed', steps: [write('good.txt')] },
          ],
        },
      }),
    );
    repo.commit({
      'tutti.json': JSON.stringify({
        agent: 'script',
        agents: { script: { adapter: 'script', args: [scenario], env: { KEY: secret } } },
        verify: [`test -f good.txt # ${secret}`],
      }),
      'plan.md': `# Plan\n\n- [ ] A1 One ${secret}\n  Do it: ${secret}\n- [ ] A2 Two (depends: A1)\n`,
    });
  });

  afterEach(async () => {
    await receiver.close();
    repo.dispose();
  });

  function journal(): readonly JournalEvent[] {
    const stateFolder = join(repo.folder, '.tutti');
    return readJournal(runFolder(stateFolder, listRuns(stateFolder).at(-1) ?? '').journal).events;
  }

  const named = (name: string): readonly ReceivedSpan[] =>
    receiver.spans.filter((span) => span.name === name);

  it('is one trace: the run, its tasks, their attempts and merges, and the gates of these', async () => {
    const { code, stderr } = await tutti(repo.folder, ['run', 'plan.md'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_SERVICE_NAME: 'ci',
    });
    assert.equal(code, 0, stderr);
    assert.equal(new Set(receiver.spans.map(({ traceId }) => traceId)).size, 1);
    const byId = new Map(receiver.spans.map((span) => [span.spanId, span]));
    const picture = receiver.spans.map((span) => {
      const parent = byId.get(span.parentSpanId ?? '');
      const { attributes } = span;
      const outcome = attributes['tutti.outcome'] ?? attributes['tutti.gate.passed'];
      return [parent?.name ?? '-', '>', span.name, attributes['tutti.task'] ?? '-', outcome].join(' ');
    });
    assert.deepEqual(picture.sort(), [
      '- > run - done',
      'merge > gate plan/A1 false',
      'merge > gate plan/A1 true',
      'merge > gate plan/A2 true',
      'run > task plan/A1 landed',
      'run > task plan/A2 landed',
      'task > attempt plan/A1 finished',
      'task > attempt plan/A1 finished',
      'task > attempt plan/A2 finished',
      'task > merge plan/A1 gate-failed',
      'task > merge plan/A1 landed',
      'task > merge plan/A2 landed',
    ]);
    assert.deepEqual(
      receiver.spans
        .filter(({ failed }) => failed)
        .map(({ name }) => name)
        .sort(),
      ['gate', 'merge'],
    );
  });

  it('has the times and figures of the journal', async () => {
    await tutti(repo.folder, ['run', 'plan.md'], { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
    const events = journal();
    const at = (type: JournalEvent['type']) => events.filter((event) => event.type === type).map((e) => e.at);
    const [run] = named('run');
    assert.deepEqual([run?.startMs, run?.endMs], [at('runStarted')[0], at('runEnded')[0]]);
    assert.deepEqual(
      named('attempt').map(({ startMs }) => startMs),
      at('attemptStarted'),
    );
    assert.deepEqual(
      named('attempt').map(({ endMs }) => endMs),
      at('attemptEnded'),
    );
    const [, repair] = named('attempt');
    const ended = events.filter((event) => event.type === 'attemptEnded')[1];
    assert.deepEqual(repair?.attributes, {
      'tutti.run': listRuns(join(repo.folder, '.tutti')).at(-1),
      'tutti.task': 'plan/A1',
      'tutti.attempt': 2,
      'tutti.cause': 'repair',
      'tutti.agent': 'script',
      'tutti.outcome': 'finished',
      'tutti.tokens.input': ended?.usage.inputTokens,
      'tutti.tokens.output': ended?.usage.outputTokens,
      'tutti.tokens.cached': ended?.usage.cachedTokens,
      ...(ended?.model == null ? {} : { 'tutti.model': ended.model }),
      ...(ended?.usage.costUsd == null ? {} : { 'tutti.cost_usd': ended.usage.costUsd }),
    });
    for (const name of ['tutti.tasks', 'tutti.tokens', 'tutti.cost_usd', 'tutti.attempt.duration'])
      assert.ok(receiver.metrics.has(name), name);
  });

  it('has all of an attempt that another owner started', async () => {
    const rig = createPatientRig('# Plan\n\n- [ ] A1 One\n');
    try {
      const first = await rig.own();
      await rig.untilStarted(1);
      await first.detach();
      rig.finish();
      const { code, stderr } = await tutti(rig.repo.folder, ['resume'], {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      });
      assert.equal(code, 0, stderr);
      const started = rig.journal().find(({ type }) => type === 'attemptStarted');
      const sent = named('attempt').map(({ startMs, attributes }) => [startMs, attributes['tutti.cause']]);
      assert.deepEqual(sent, [[started?.at, 'first']]);
    } finally {
      rig.dispose();
    }
  });

  it('holds no text of plan, agent or gate, and nothing of an environment', async () => {
    await tutti(repo.folder, ['run', 'plan.md'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      SECRET: secret,
    });
    assert.ok(receiver.spans.length > 0);
    assert.ok(!receiver.text().includes(secret));
  });

  it('is left out when nobody asks, and when it is switched off', async () => {
    await tutti(repo.folder, ['run', 'plan.md'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_SDK_DISABLED: 'true',
    });
    assert.equal(receiver.text(), '');
  });

  it('costs one line in the journal when nobody receives it', async () => {
    const { endpoint } = receiver;
    await receiver.close();
    const { code } = await tutti(repo.folder, ['run', 'plan.md'], { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    receiver = await startOtlpReceiver();
    assert.equal(code, 0);
    const said = journal().flatMap((event) => (event.type === 'decisionMade' ? [event.what] : []));
    assert.equal(said.filter((what) => what === 'sent no telemetry').length, 1);
  });
});
