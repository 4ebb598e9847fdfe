import type * as z from 'zod';

/** What a person reads before a tool starts or changes anything. */
export interface Confirmation {
  /** A question. */
  readonly title: string;
  /** Plain text: what will happen. */
  readonly message: string;
}

/** A tool of the language models, without the editor's types around it. Errors are UserErrors: the model reads them. */
export interface AiTool {
  /** In the present: `Checking plans/auth.md`. */
  readonly doing: (input: unknown) => string;
  /** Null: it only reads. Throws where it could do nothing, so that nobody is asked in vain. */
  readonly confirmation: (input: unknown) => Confirmation | null;
  readonly run: (input: unknown) => Promise<string>;
}

/** A tool whose parts get its input as the schema reads it. */
export function defineAiTool<Input>(
  input: z.ZodType<Input>,
  tool: {
    readonly doing: (input: Input) => string;
    readonly confirmation?: (input: Input) => Confirmation;
    readonly run: (input: Input) => Promise<string>;
  },
): AiTool {
  return {
    doing: (raw) => tool.doing(input.parse(raw)),
    confirmation: (raw) => tool.confirmation?.(input.parse(raw)) ?? null,
    run: (raw) => tool.run(input.parse(raw)),
  };
}
