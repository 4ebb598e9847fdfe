/** What a task line starts with: an id, and where the title begins. Offsets count from the start of the text. */
export interface TaskHead {
  /** Null: the text has none. */
  readonly id: string | null;
  readonly idStart: number;
  readonly idEnd: number;
  /** True for `VERIFY 2`; its id is null when it has no number. */
  readonly verify: boolean;
  readonly titleStart: number;
  /** The id stood inside of bold that goes on in the title. */
  readonly boldTitle: boolean;
}

const headPattern =
  /^(\*\*)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?)(\*\*)?([:.)])?(\*\*)?(?=\s|$)(?:\s+[-–—](?=\s))?\s*/;
const verifyPattern =
  /^(\*\*)?(VERIFY(?:(?:[ \t]+(?:phase[ \t]+)?|-)(\d{1,9}(?:\.\d{1,9}){0,8}[a-z]?)(?![\w.]*\w))?)(?![\w-])(\*\*)?:?(\*\*)?(?:\s+[-–—](?=\s))?\s*/i;

/** `1.1`, `2.3a`, `A1`, `T001`, `auth-3`: an id wherever it stands first. */
const plainId =
  /^(?:\d+(?:\.\d+)+[a-z]?|[A-Z]{1,2}\d+(?:\.\d+)*[a-z]?|[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-\d+(?:\.\d+)*[a-z]?)$/;
/** `2`, `2a`, `TASK1`: an id only in bold or with `:`, `.` or `)` behind it, since `3 retries` is a title. */
const markedId = /^(?:\d+[a-z]?|[A-Z]{3,12}\d+(?:\.\d+)*[a-z]?)$/;
/** Looks like `auth-3` but is a word of the trade. */
const technicalTerm = /^(?:utf|sha|iso|rfc|aes|base|ieee|cve|gpt|es)-\d/i;

export function readTaskHead(text: string): TaskHead {
  return readVerifyHead(text) ?? readIdHead(text) ?? noHead;
}

const noHead: TaskHead = { id: null, idStart: 0, idEnd: 0, verify: false, titleStart: 0, boldTitle: false };

function readVerifyHead(text: string): TaskHead | null {
  if (!text.startsWith('VERIFY') && !text.startsWith('**VERIFY')) return null;
  const match = verifyPattern.exec(text);
  if (match === null) return null;
  const idStart = match[1]?.length ?? 0;
  const number = match[3];
  return {
    id: number === undefined ? null : `VERIFY-${number}`,
    idStart,
    idEnd: idStart + (match[2]?.length ?? 0),
    verify: true,
    titleStart: match[0].length,
    boldTitle: isBoldOpen(match[1], match[4], match[5]),
  };
}

function readIdHead(text: string): TaskHead | null {
  const match = headPattern.exec(text);
  const id = match?.[2];
  if (match === null || id === undefined) return null;
  const bold = match[1] !== undefined;
  const marked = match[4] !== undefined || (bold && match[3] !== undefined);
  const isId = (plainId.test(id) && (marked || !technicalTerm.test(id))) || (marked && markedId.test(id));
  if (!isId) return null;
  const idStart = match[1]?.length ?? 0;
  return {
    id,
    idStart,
    idEnd: idStart + id.length,
    verify: false,
    titleStart: match[0].length,
    boldTitle: isBoldOpen(match[1], match[3], match[5]),
  };
}

function isBoldOpen(open: string | undefined, ...closes: readonly (string | undefined)[]): boolean {
  return open !== undefined && closes.every((close) => close === undefined);
}
