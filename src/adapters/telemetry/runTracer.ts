import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Histogram,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { AttemptEnded, GateEnded, JournalEvent } from '../../core/engine/events.ts';
import type { Attempt } from '../../core/engine/state.ts';

/** How an attempt began; null when that is not known. An earlier owner may have started it: no event of this one says so. */
export type AttemptLookup = (
  task: string,
  attempt: number,
) => Pick<Attempt, 'startedAt' | 'cause' | 'agent'> | null;

export interface RunTracerOptions {
  readonly tracer: Tracer;
  /** In seconds. */
  readonly attemptDuration: Histogram;
  readonly gateDuration: Histogram;
  readonly run: string;
  readonly attemptOf: AttemptLookup;
}

interface OpenTask {
  readonly span: Span;
  readonly context: Context;
  /** In the merge queue. */
  merge: { readonly span: Span; readonly context: Context } | null;
}

/**
 * Spans of a run out of its events, with their times: `run` > `task` > `attempt` and `merge` > `gate`. They hold ids,
 * names of profiles and models, words and numbers: never a text that a person or an agent wrote, nor a command.
 */
export class RunTracer {
  readonly #options: RunTracerOptions;
  readonly #tasks = new Map<string, OpenTask>();
  #run: { readonly span: Span; readonly context: Context } | null = null;
  #lastAt = 0;

  constructor(options: RunTracerOptions) {
    this.#options = options;
  }

  /** Takes the events of one owner, in order. */
  take(event: JournalEvent): void {
    this.#lastAt = event.at;
    const { at } = event;
    switch (event.type) {
      case 'attemptStarted':
        this.#task(event.task, at);
        return;
      case 'attemptEnded':
        this.#endAttempt(event, at);
        return;
      case 'mergeQueued':
        this.#queue(event.task, at);
        return;
      case 'gateEnded':
        this.#gate(event, at);
        return;
      case 'gateRejected':
      case 'mergeConflicted':
        this.#endMerge(event.task, event.type === 'gateRejected' ? 'gate-failed' : 'conflict', at);
        return;
      case 'taskRenamed':
        this.#rename(`${event.plan}/${event.from}`, `${event.plan}/${event.to}`);
        return;
      case 'taskLanded':
        this.#endMerge(event.task, 'landed', at);
        this.#endTask(event.task, 'landed', at);
        return;
      case 'taskFailed':
        this.#endTask(event.task, 'failed', at);
        return;
      case 'taskSkipped':
        this.#endTask(event.task, 'skipped', at);
        return;
      case 'taskCancelled':
        this.#endTask(event.task, 'cancelled', at);
        return;
      case 'taskMarkedDone':
        this.#endTask(event.task, 'done', at);
        return;
      case 'runEnded':
        this.#endRun(event.outcome, at);
        return;
      case 'runStopped':
        this.#endRun('stopped', at);
        return;
      case 'runHalted':
        this.#endRun('halted', at);
        return;
      case 'runDetached':
        this.#endRun('detached', at);
        return;
      default:
        this.#root(at);
    }
  }

  /** Ends what is open: nothing comes any more. */
  close(): void {
    if (this.#run !== null) this.#endRun('left', this.#lastAt);
  }

  #root(at: number): { readonly span: Span; readonly context: Context } {
    return (this.#run ??= this.#open('run', at, { parent: ROOT_CONTEXT, attributes: {} }));
  }

  #task(ref: string, at: number): OpenTask {
    const known = this.#tasks.get(ref);
    if (known !== undefined) return known;
    const parent = this.#root(at).context;
    const opened = this.#open('task', at, { parent, attributes: { 'tutti.task': ref } });
    const task = { ...opened, merge: null };
    this.#tasks.set(ref, task);
    return task;
  }

  #endAttempt(event: AttemptEnded, at: number): void {
    const { task: ref, attempt: number, outcome, usage, model } = event;
    const began = this.#options.attemptOf(ref, number);
    const startedAt = began?.startedAt ?? at;
    const about = { 'tutti.outcome': outcome, ...(began === null ? {} : { 'tutti.agent': began.agent }) };
    const { span } = this.#open('attempt', startedAt, {
      parent: this.#task(ref, startedAt).context,
      attributes: {
        ...about,
        'tutti.task': ref,
        'tutti.attempt': number,
        ...(began === null ? {} : { 'tutti.cause': began.cause }),
        ...(model === null ? {} : { 'tutti.model': model }),
        'tutti.tokens.input': usage.inputTokens,
        'tutti.tokens.output': usage.outputTokens,
        'tutti.tokens.cached': usage.cachedTokens,
        ...(usage.costUsd === null ? {} : { 'tutti.cost_usd': usage.costUsd }),
      },
    });
    end(span, outcome !== 'finished', at);
    this.#options.attemptDuration.record((at - startedAt) / 1000, about);
  }

  #queue(ref: string, at: number): void {
    const task = this.#task(ref, at);
    task.merge ??= this.#open('merge', at, { parent: task.context, attributes: { 'tutti.task': ref } });
  }

  #gate({ task: ref, passed, durationMs }: GateEnded, at: number): void {
    const task = this.#task(ref, at);
    const { span } = this.#open('gate', at - durationMs, {
      parent: (task.merge ?? task).context,
      attributes: { 'tutti.task': ref, 'tutti.gate.passed': passed },
    });
    end(span, !passed, at);
    this.#options.gateDuration.record(durationMs / 1000, { 'tutti.gate.passed': passed });
  }

  #endMerge(ref: string, outcome: string, at: number): void {
    const task = this.#tasks.get(ref);
    if (task?.merge == null) return;
    task.merge.span.setAttribute('tutti.outcome', outcome);
    end(task.merge.span, outcome !== 'landed', at);
    task.merge = null;
  }

  #endTask(ref: string, outcome: string, at: number): void {
    // What landed before this run, and what was never started, has no span.
    const task = this.#tasks.get(ref);
    if (task === undefined) return;
    this.#endMerge(ref, outcome, at);
    task.span.setAttribute('tutti.outcome', outcome);
    end(task.span, outcome === 'failed', at);
    this.#tasks.delete(ref);
  }

  #endRun(outcome: string, at: number): void {
    const { span } = this.#root(at);
    for (const ref of [...this.#tasks.keys()]) this.#endTask(ref, 'open', at);
    span.setAttribute('tutti.outcome', outcome);
    end(span, outcome === 'failed' || outcome === 'halted', at);
    this.#run = null;
  }

  #rename(from: string, to: string): void {
    const task = this.#tasks.get(from);
    if (task === undefined) return;
    this.#tasks.delete(from);
    this.#tasks.set(to, task);
  }

  #open(
    name: string,
    startTime: number,
    { parent, attributes }: { readonly parent: Context; readonly attributes: Attributes },
  ): { readonly span: Span; readonly context: Context } {
    const { tracer, run } = this.#options;
    const span = tracer.startSpan(
      name,
      { startTime, attributes: { 'tutti.run': run, ...attributes } },
      parent,
    );
    return { span, context: trace.setSpan(parent, span) };
  }
}

function end(span: Span, failed: boolean, at: number): void {
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(at);
}
