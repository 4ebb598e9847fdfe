import type { AgentPermissions } from '../../shared/attempt.ts';
import type { AttemptEventBody } from '../../shared/attemptEvent.ts';
import { noReaction, react, type AgentReaction, type PersonMessage } from './adapter.ts';
import type { ClaudeDenials } from './claudeDenials.ts';
import { describeCall, questionsOf, type AskedQuestion } from './claudeTools.ts';
import { recordField, textField, type JsonRecord } from './jsonFields.ts';
import { nobodyCanAnswer, PermissionDesk } from './permissionDesk.ts';

interface OpenRequest {
  /** Id of the tool call that it is about. */
  readonly call: string;
  readonly input: JsonRecord;
}

interface OpenQuestions {
  readonly input: JsonRecord;
  readonly questions: readonly AskedQuestion[];
  readonly answers: Map<string, string>;
}

type Answer = Exclude<PersonMessage, { readonly type: 'say' }>;

/** The control channel: permission requests and questions of the CLI, and their answers. */
export class ClaudeRequests {
  readonly #desk: PermissionDesk;
  readonly #worktree: string;
  readonly #canAsk: boolean;
  readonly #denials: ClaudeDenials;
  readonly #requests = new Map<string, OpenRequest>();
  readonly #questions = new Map<string, OpenQuestions>();

  constructor(permissions: AgentPermissions, worktree: string, denials: ClaudeDenials) {
    this.#denials = denials;
    this.#desk = new PermissionDesk(permissions);
    this.#canAsk = permissions.canAsk;
    this.#worktree = worktree;
  }

  read(line: JsonRecord): AgentReaction {
    const id = textField(line, 'request_id') ?? '';
    const request = recordField(line, 'request');
    if (textField(request, 'subtype') !== 'can_use_tool') {
      const error = 'This client answers permission requests only';
      return replying(
        JSON.stringify({ type: 'control_response', response: { subtype: 'error', request_id: id, error } }),
      );
    }
    const tool = textField(request, 'tool_name') ?? 'a tool';
    const open = { call: textField(request, 'tool_use_id') ?? id, input: recordField(request, 'input') };
    return tool === 'AskUserQuestion' ? this.#askQuestions(id, open) : this.#askPermission(id, tool, open);
  }

  /** The CLI takes a request back, for example because its turn was interrupted. */
  withdraw(id: string): AgentReaction {
    this.#requests.delete(id);
    this.#questions.delete(id);
    return this.#desk.withdraw(id) === null
      ? noReaction
      : react({ type: 'permissionAnswered', id, allowed: false });
  }

  answer(message: Answer): AgentReaction {
    switch (message.type) {
      case 'answerPermission':
        return this.#answerPermission(message);
      case 'answerQuestion':
        return this.#answerQuestion(message);
    }
  }

  #askPermission(id: string, tool: string, open: OpenRequest): AgentReaction {
    const summary = describeCall(open.input, this.#worktree);
    switch (this.#desk.ask({ id, tool, summary })) {
      case 'allowed':
        return replying(allowing(id, open.input));
      case 'denied':
        return replying(denying(id, nobodyCanAnswer(tool)), ...this.#denials.add(open.call, tool, summary));
      case 'asked':
        this.#requests.set(id, open);
        return react({ type: 'permissionAsked', id, tool, summary });
    }
  }

  #answerPermission({ id, allow, forRun }: Answer & { type: 'answerPermission' }): AgentReaction {
    const request = this.#desk.answer(id, allow, forRun);
    const open = this.#requests.get(id);
    if (request === null || open === undefined) return noReaction;
    this.#requests.delete(id);
    const answered: AttemptEventBody = { type: 'permissionAnswered', id, allowed: allow };
    if (allow) return replying(allowing(id, open.input), answered);
    const { tool, summary } = request;
    return replying(
      denying(id, `A person denied ${tool}.`),
      answered,
      ...this.#denials.add(open.call, tool, summary),
    );
  }

  #askQuestions(id: string, { call, input }: OpenRequest): AgentReaction {
    const questions = questionsOf(input);
    const [first] = questions;
    if (!this.#canAsk || first === undefined) {
      const words =
        'Nobody can answer questions in this run: decide by yourself, and say what you decided and why.';
      const summary = first?.question ?? '';
      return replying(denying(id, words), ...this.#denials.add(call, 'AskUserQuestion', summary));
    }
    this.#questions.set(id, { input, questions, answers: new Map() });
    return react(
      ...questions.map(({ question, options }, index) => asked(questionId(id, index), question, options)),
    );
  }

  #answerQuestion({ id, answer }: Answer & { type: 'answerQuestion' }): AgentReaction {
    const [request = '', index = ''] = id.split('#');
    const open = this.#questions.get(request);
    const question = open?.questions[Number(index)];
    if (open === undefined || question === undefined || open.answers.has(question.question))
      return noReaction;
    open.answers.set(question.question, answer);
    const answered: AttemptEventBody = { type: 'questionAnswered', id, answer };
    if (open.answers.size < open.questions.length) return react(answered);
    this.#questions.delete(request);
    return replying(
      allowing(request, { ...open.input, answers: Object.fromEntries(open.answers) }),
      answered,
    );
  }
}

function questionId(request: string, index: number): string {
  return `${request}#${String(index)}`;
}

function asked(id: string, question: string, options: readonly string[]): AttemptEventBody {
  return { type: 'questionAsked', id, question, options };
}

function replying(reply: string, ...events: readonly AttemptEventBody[]): AgentReaction {
  return { events, replies: [reply], phase: null };
}

function allowing(id: string, updatedInput: JsonRecord): string {
  return respond(id, { behavior: 'allow', updatedInput });
}

function denying(id: string, message: string): string {
  return respond(id, { behavior: 'deny', message });
}

function respond(id: string, response: JsonRecord): string {
  return JSON.stringify({
    type: 'control_response',
    response: { subtype: 'success', request_id: id, response },
  });
}
