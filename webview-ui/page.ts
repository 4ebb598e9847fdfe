import type { DashboardPatch } from '../src/shared/dashboard/messages.ts';
import type { DashboardView, TaskCard } from '../src/shared/dashboard/view.ts';
import { createDrawer } from './drawer/drawer.ts';
import { shownBy, type Filter } from './filter.ts';
import { createGraphPart } from './graphPart.ts';
import { button, focused, h, on, setAttributes, setText, type Focusable } from './h.ts';
import { createHeader } from './header/header.ts';
import type { Host } from './host/host.ts';
import { readKept, tabIds, withTab, type Kept, type TabId } from './kept.ts';
import type { MetricsLoader } from './metrics/loadMetrics.ts';
import { createMetricsPart } from './metricsPart.ts';
import { nowWords } from './now/lines.ts';
import { createNow } from './now/now.ts';
import type { Part } from './part.ts';
import { indexOf, nameOf, type Scene } from './scene.ts';
import { createAnnouncer } from './shell/announcer.ts';
import { createDetailRequests } from './shell/detailRequests.ts';
import { createEmptyState } from './shell/emptyState.ts';
import { createFilterBar } from './shell/filterBar.ts';
import { createNotices } from './shell/notices.ts';
import { createProblem } from './shell/problem.ts';
import { createTabs } from './shell/tabs.ts';
import { startStore } from './store.ts';
import { createTable } from './table/table.ts';
import { createTimeline } from './timeline/timeline.ts';

/** Builds the page into `root` and starts its conversation with the host. */
export function startPage(root: HTMLElement, host: Host, metrics: MetricsLoader): void {
  let kept = withTab(readKept(host.kept()), document.body.dataset);
  let scene: Scene | null = null;
  const stale = new Set<TabId>();
  let opener: Focusable | null = null;

  const announcer = createAnnouncer();
  const notices = createNotices();
  const problem = createProblem();
  const empty = createEmptyState();
  const requests = createDetailRequests((ref) => host.send({ type: 'detail', ref }));
  const tabs = createTabs(selectTab);
  const filterBar = createFilterBar(setFilter, step);
  const header = createHeader({
    onControl: (control) => host.send({ type: 'control', control }),
    onStates: (states) => setFilter({ ...kept.filter, states }),
  });
  const drawer = createDrawer({
    onAct: (action, ref, request) => host.send({ type: 'act', action, ref, request }),
    onOpen: (ref) => {
      select(ref);
      openDrawer(ref);
    },
    onFocus: (focus) => {
      selectTab('graph');
      graph.focus(focus);
    },
    onClose: () => {
      requests.forget();
      showNow();
      const back =
        opener?.isConnected === true && opener.checkVisibility() ? opener : parts[kept.tab].focusTarget;
      back.focus();
    },
  });
  const now = createNow(openDrawer);
  const nowToggle = button('', toggleNow, { class: 'quiet now-toggle', 'aria-controls': 'now' });
  const onTask = { onSelect: select, onOpen: openDrawer, contextOf: host.contextOf };
  const clock = () => scene?.clock() ?? Date.now();
  const graph = createGraphPart({ ...onTask, clock, look: kept.look, onLook: (look) => keep({ look }) });
  const parts: Readonly<Record<TabId, Part>> = {
    graph,
    timeline: createTimeline({ ...onTask, rowsOf: kept.rowsOf, onRowsOf: (rowsOf) => keep({ rowsOf }) }),
    metrics: createMetricsPart({ save: host.save, load: metrics }),
    table: createTable(onTask),
  };

  const content = h('main.content', filterBar.element, empty.element, ...Object.values(tabs.panels));
  for (const id of tabIds) tabs.panels[id].append(parts[id].element);
  root.append(
    header.element,
    h('div.tab-line', tabs.list, nowToggle),
    problem.element,
    h('div.work', content, drawer.element, now.element),
    notices.element,
    announcer.element,
  );
  root.classList.add('tutti', 'is-waiting');

  function keep(part: Partial<Kept>): void {
    kept = { ...kept, ...part };
    host.keep(kept);
  }

  /** It gives its place to an open drawer. */
  function showNow(): void {
    const isOpen = (kept.now ?? innerWidth >= roomyPx) && drawer.ref() === null;
    now.element.hidden = !isOpen;
    setAttributes(nowToggle, { 'aria-expanded': String(isOpen) });
    if (scene === null) return;
    setText(nowToggle, `Now: ${nowWords(scene)}`);
    if (isOpen) now.show(scene);
  }

  function toggleNow(): void {
    keep({ now: now.element.hidden !== false });
    drawer.close();
    showNow();
    nowToggle.focus();
  }

  function selectTab(tab: TabId): void {
    keep({ tab });
    tabs.select(tab);
    showTab(null);
  }

  function setFilter(filter: Filter): void {
    keep({ filter });
    if (scene === null) return;
    scene = { ...scene, filter, shown: shownBy(filter, scene.view.tasks, scene.index) };
    markStale();
    header.show(scene);
    filterBar.show(scene);
    showTab({});
  }

  function select(ref: string | null): void {
    if (ref === kept.selected) return;
    keep({ selected: ref });
    if (scene === null) return;
    scene = { ...scene, selected: ref };
    markStale();
    showTab({});
    if (ref !== null && drawer.ref() !== null && drawer.ref() !== ref) openBeside(ref);
  }

  /** To the next of the tasks that the filter lets through. */
  function step(by: 1 | -1): void {
    if (scene === null) return;
    const { shown, view, index } = scene;
    const hits = view.tasks.filter(({ ref }) => shown?.has(ref) !== false);
    const at = hits.findIndex(({ ref }) => ref === kept.selected);
    const hit = hits.at((at + by < -1 ? -1 : at + by) % hits.length)?.ref;
    if (hit === undefined) return;
    // What is selected already may be out of view.
    if (hit === kept.selected) select(null);
    select(hit);
    announcer.say(nameOf(hit, index));
  }

  function openDrawer(ref: string): void {
    if (scene === null || !scene.cards.has(ref)) return;
    const before = focused();
    if (!drawer.element.contains(before)) opener = before;
    drawer.open(ref, scene);
    showNow();
    requests.ask(ref);
  }

  /** The open drawer follows the selection, and leaves the focus where it is. */
  function openBeside(ref: string): void {
    const before = focused();
    openDrawer(ref);
    before?.focus();
  }

  function markStale(): void {
    for (const id of tabIds) if (id !== kept.tab) stale.add(id);
  }

  /** `patch` says what the shown tab has to look at; after time in the background it has to look at everything. */
  function showTab(patch: DashboardPatch | null): void {
    if (scene === null) return;
    const { tab } = kept;
    const isEmpty = empty.show(tab, scene.view);
    parts[tab].element.hidden = isEmpty;
    filterBar.element.hidden = tab === 'metrics' || isEmpty;
    parts[tab].show(scene, stale.has(tab) ? null : patch);
    stale.delete(tab);
  }

  function take(view: DashboardView, patch: DashboardPatch | null): void {
    const before = scene;
    const isKnown = before?.view.structure === view.structure && before.view.forecast === view.forecast;
    const index = isKnown ? before.index : indexOf(view);
    const cards: ReadonlyMap<string, TaskCard> = new Map(view.tasks.map((card) => [card.ref, card]));
    scene = {
      view,
      index,
      cards,
      filter: kept.filter,
      shown: shownBy(kept.filter, view.tasks, index),
      selected: kept.selected,
      readOnly: store.isReadOnly(),
      clock: store.clock,
    };
    root.classList.remove('is-waiting');
    if (before !== null && patch !== null) announcer.tell(patch.tasks ?? [], before.cards, index);
    if (patch === null) for (const id of tabIds) stale.add(id);
    markStale();
    header.show(scene);
    filterBar.show(scene);
    showTab(patch);
    drawer.show(scene);
    showNow();
    const open = drawer.ref();
    if (open !== null && (patch === null || patch.tasks?.some(({ ref }) => ref === open) === true))
      requests.again(open);
  }

  on(root, {
    keydown: ({ key }) => {
      if (key === 'Escape' && drawer.ref() !== null) drawer.close();
    },
  });
  tabs.select(kept.tab);
  const store = startStore(host, {
    // A file answers at once, before there is a store to ask.
    onView: (view, patch) => queueMicrotask(() => take(view, patch)),
    onDetail: (ref, detail) => {
      if (scene !== null) drawer.detail(ref, detail, scene);
    },
    onNotice: (text) => {
      notices.add(text);
      announcer.say(text);
    },
    onProblem: (text) => {
      problem.show(text, scene !== null);
      if (text !== null) announcer.say(text);
    },
  });
  if (host.isLive)
    setInterval(() => {
      if (document.hidden || scene === null) return;
      header.tick();
      parts[kept.tab].tick();
      drawer.show(scene);
      showNow();
    }, 1_000);
}

/** A window as wide as this has room for the panel beside the tabs. */
const roomyPx = 900;
