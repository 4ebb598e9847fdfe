/** What a fake model API answers: steps in order, one for each request that offers tools to the model. */
export interface ModelScenario {
  readonly steps: readonly ModelStep[];
  /** Once the steps ran out; says `done` when absent. A function answers by what the request's body says. */
  readonly after?: ModelStep | ((body: string) => ModelStep);
}

export interface ModelUsage {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

export interface ModelStep {
  readonly text?: string;
  readonly thinking?: string;
  readonly tools?: readonly { readonly name: string; readonly input: object }[];
  readonly usage?: ModelUsage;
  /** Headers, then silence until the client goes away. */
  readonly hang?: boolean;
  readonly error?: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly message?: string;
  };
  /** How often it is repeated; 1 when absent, -1 for ever. */
  readonly times?: number;
  /** Only when the body of the request matches, else the step is passed over. */
  readonly when?: RegExp;
}

/** Hands the steps out. */
export class ModelScript {
  readonly #scenario: ModelScenario;
  readonly #left: number[];

  constructor(scenario: ModelScenario) {
    this.#scenario = scenario;
    this.#left = scenario.steps.map(({ times }) => times ?? 1);
  }

  next(body: string): ModelStep {
    for (const [index, step] of this.#scenario.steps.entries()) {
      const left = this.#left[index] ?? 0;
      if (left === 0 || step.when?.test(body) === false) continue;
      this.#left[index] = left - 1;
      return step;
    }
    const { after } = this.#scenario;
    return typeof after === 'function' ? after(body) : (after ?? { text: 'done' });
  }
}
