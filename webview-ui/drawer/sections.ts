import { actionWords } from '../../src/shared/dashboard/actionWords.ts';
import {
  countText,
  dayAndTimeText,
  durationText,
  percentText,
  usdText,
} from '../../src/shared/dashboard/quantities.ts';
import type { TaskAction, TaskCard, TaskDetail } from '../../src/shared/dashboard/view.ts';
import type { GraphFocus } from '../graph/graphTypes.ts';
import { bdi, button, group, h } from '../h.ts';
import { icon, lookOf } from '../looks.ts';
import { taskLink } from '../taskLink.ts';
import { elapsedOf, nameOf, type Scene } from '../scene.ts';
import { momentText } from '../header/etaText.ts';
import { activitySection, attemptsSection, filesSection, gatesSection } from './detailSections.ts';

export interface DrawerActions {
  /** `request`: the one that the person sees. */
  readonly onAct: (action: TaskAction, ref: string, request: string | null) => void;
  readonly onOpen: (ref: string) => void;
  /** What its task waits for, or what waits for it, is to be shown. */
  readonly onFocus: (focus: GraphFocus) => void;
}

export interface DrawerContent {
  readonly title: readonly Node[];
  readonly sections: readonly Node[];
}

interface Known {
  readonly card: TaskCard;
  /** Undefined: not asked for yet, or on its way. Null: the host knows no such task. */
  readonly detail: TaskDetail | null | undefined;
  readonly scene: Scene;
}

export function drawerSections(known: Known, actions: DrawerActions): DrawerContent {
  const { card, detail, scene } = known;
  const node = scene.index.nodes.get(card.ref);
  return {
    title: [h('span.task-id', `${nameOf(card.ref, scene.index)} `), bdi(node?.title ?? '')],
    sections: [
      stateLine(card),
      ...(card.why === null ? [] : [h('p.why', bdi(card.why))]),
      ...(scene.readOnly ? [] : [actionBar(card.ref, detail, actions)]),
      focusBar(card.ref, actions),
      factList(factsOf(known)),
      ...blockersOf(known, actions),
      ...detailOf(detail, scene),
    ],
  };
}

function stateLine(card: TaskCard): HTMLElement {
  const look = lookOf(card);
  const attempt = card.attempt > 0 ? `, attempt ${card.attempt}` : '';
  return h('p.with-icon.state-line', icon(look), h('span', h('strong', look.word), attempt));
}

function actionBar(ref: string, detail: Known['detail'], { onAct }: DrawerActions): HTMLElement {
  return group(
    'actions',
    'Actions',
    ...(detail?.actions ?? []).map((action) =>
      button(actionWords[action], () => onAct(action, ref, detail?.request ?? null), {
        'data-key': `act ${action} ${detail?.request ?? ''}`,
      }),
    ),
  );
}

function focusBar(ref: string, { onFocus }: DrawerActions): HTMLElement {
  const press = (words: string, direction: GraphFocus['direction']) =>
    button(words, () => onFocus({ ref, direction }), { 'data-key': direction });
  return group(
    'actions',
    'In the graph',
    press('What blocks this', 'blocks'),
    press('What this unblocks', 'unblocks'),
  );
}

type Fact = readonly [name: string, value: string];

function factsOf({ card, detail, scene }: Known): readonly Fact[] {
  const now = scene.clock();
  const elapsed = elapsedOf(card, now);
  const node = scene.index.nodes.get(card.ref);
  const phase = scene.index.phases.get(node?.phase ?? '');
  const forecast = scene.view.forecast?.tasks.find(({ ref }) => ref === card.ref);
  const isOpen = card.endedAt === null;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Phase', phase === undefined ? null : phase.title || phase.id],
    [
      'Agent',
      card.agent === null ? null : [card.agent, card.model].filter((name) => name !== null).join(', '),
    ],
    ['Does', card.doing],
    ['Progress', given(card.progress, percentText)],
    ['Elapsed', given(elapsed, durationText)],
    ['Started', given(card.startedAt, dayAndTimeText)],
    ['Ended', given(card.endedAt, dayAndTimeText)],
    [
      'Forecast',
      forecast === undefined || !isOpen
        ? null
        : `${momentText(forecast.startAt, now)} to ${momentText(forecast.endAt, now)} (${forecast.basis})`,
    ],
    ['Slack', forecast === undefined || !isOpen ? null : durationText(forecast.slackMs)],
    ['Critical path', scene.index.critical.has(card.ref) ? 'yes: a delay here delays the whole' : null],
    ['Context used', given(card.contextUsed, percentText)],
    ['Tokens', card.tokens === 0 ? null : countText(card.tokens)],
    ['Cost', given(card.costUsd, usdText)],
    ['Branch', detail?.branch ?? null],
    ['Worktree', detail?.worktree ?? null],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** In words, where there is something. */
function given<Value>(value: Value | null, words: (value: Value) => string): string | null {
  return value === null ? null : words(value);
}

function factList(facts: readonly Fact[]): HTMLElement {
  return h('dl.fact-list', ...facts.flatMap(([name, value]) => [h('dt', name), h('dd', bdi(value))]));
}

function blockersOf({ card, scene }: Known, { onOpen }: DrawerActions): readonly Node[] {
  if (card.blockers.length === 0) return [];
  return [
    h('h3', 'Waits for'),
    h(
      'ul.links',
      ...card.blockers.map((ref) => {
        return h('li', taskLink(ref, scene, onOpen));
      }),
    ),
  ];
}

function detailOf(detail: Known['detail'], scene: Scene): readonly Node[] {
  if (detail === undefined) return [h('p.dim', 'Loading…')];
  if (detail === null) return [h('p.dim', 'Nothing more is known of this task here.')];
  return [
    ...attemptsSection(detail, scene.clock()),
    ...gatesSection(detail),
    ...filesSection(detail),
    ...activitySection(detail),
  ];
}
