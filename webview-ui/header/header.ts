import { controlWords } from '../../src/shared/dashboard/actionWords.ts';
import { countText, durationText, usdText } from '../../src/shared/dashboard/quantities.ts';
import type { HeaderView, RunControl } from '../../src/shared/dashboard/view.ts';
import type { TaskStateWord } from '../../src/shared/status.ts';
import { bdi, button, group, h, setAttributes, setText } from '../h.ts';
import { icon, runLooks, setIcon } from '../looks.ts';
import { refill } from '../refill.ts';
import type { Scene } from '../scene.ts';
import { createCounts } from './counts.ts';
import { etaText, momentText } from './etaText.ts';

export interface Header {
  readonly element: HTMLElement;
  show(scene: Scene): void;
  /** Brings what counts on up to date. */
  tick(): void;
}

export interface HeaderOptions {
  readonly onControl: (control: RunControl) => void;
  readonly onStates: (states: readonly TaskStateWord[]) => void;
}

/** The run at a glance: state, progress, when it will be done, what it cost, and what can be done with it. */
export function createHeader({ onControl, onStates }: HeaderOptions): Header {
  const stateIcon = icon(runLooks.idle);
  const state = h('strong.run-state');
  const plans = h('span.run-plans');
  const reason = bdi('', { class: 'run-reason' });
  const controls = group('controls', 'Controls of the run');
  const fill = h('div.progress-fill');
  const bar = h(
    'div.progress',
    { role: 'progressbar', 'aria-label': 'Landed tasks', 'aria-valuemin': 0 },
    fill,
  );
  const progress = h('span.progress-text');
  const facts = h('dl.facts');
  const fact = (name: string) => {
    const value = h('dd');
    facts.append(h('div', h('dt', name), value));
    return value;
  };
  const eta = fact('Done');
  const elapsed = fact('Elapsed');
  const tokens = fact('Tokens');
  const cost = fact('Cost');
  const counts = createCounts(onStates);
  const element = h(
    'header.header',
    h('h1.sr-only', 'Tutti dashboard'),
    h('div.header-line', h('span.with-icon', stateIcon, state), plans, reason, controls),
    h('div.header-line', h('div.progress-box', bar, progress), facts),
    counts.element,
  );
  let shown: Scene | null = null;
  let controlsShown = '';

  function tick(): void {
    if (shown === null) return;
    const { header } = shown.view;
    const now = shown.clock();
    setText(eta, etaText(header, now));
    const end = header.endedAt ?? now;
    setText(elapsed, header.startedAt === null ? 'no data' : durationText(end - header.startedAt));
  }

  function showControls({ controls: can }: HeaderView, readOnly: boolean): void {
    const key = readOnly ? '' : can.join();
    if (key === controlsShown) return;
    controlsShown = key;
    const buttons = (readOnly ? [] : can).map((control) => {
      const { label, title } = controlWords[control];
      return button(label, () => onControl(control), { title, 'data-key': control });
    });
    refill(controls, buttons, () => buttons[0] ?? null);
  }

  return {
    element,
    tick,
    show: (scene) => {
      shown = scene;
      const { header } = scene.view;
      const look = runLooks[header.state];
      setIcon(stateIcon, look);
      setText(state, look.word);
      plans.replaceChildren(
        ...header.plans.map(({ name, path }) => bdi(name, { class: 'plan-name', title: path })),
      );
      setText(reason, header.reason ?? '');
      showControls(header, scene.readOnly);
      const share = header.total === 0 ? 0 : header.landed / header.total;
      fill.style.setProperty('inline-size', `${share * 100}%`);
      setText(progress, `${header.landed} of ${header.total} landed (${Math.floor(share * 100)} %)`);
      setAttributes(bar, {
        'aria-valuenow': header.landed,
        'aria-valuemax': header.total,
        'aria-valuetext': progress.textContent,
      });
      setText(tokens, countText(header.tokens));
      setText(
        cost,
        header.budgetUsd === null
          ? usdText(header.costUsd)
          : `${usdText(header.costUsd)} of ${usdText(header.budgetUsd)}`,
      );
      facts.title = header.startedAt === null ? '' : `Started ${momentText(header.startedAt, scene.clock())}`;
      counts.show(header.counts, scene.filter.states);
      tick();
    },
  };
}
