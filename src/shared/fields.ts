/** Kinds of fields of plain JSON; `?` may be null, too, and `maybe` not even there. */
export type FieldKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'string?'
  | 'number?'
  | 'strings'
  | 'strings?'
  | 'object'
  | 'list'
  | 'maybe string'
  | 'maybe strings';
export type Fields = Readonly<Record<string, FieldKind>>;

/** Whether it is an object with all of these fields; it may have others. */
export function hasFields(value: unknown, fields: Fields): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.entries(fields).every(([key, kind]) => isKind(value[key], kind));
}

/** Whether its `type` is one of a table of fields by type, and it has the fields of that type. */
export function isOneOf(value: unknown, kinds: Readonly<Record<string, Fields>>): boolean {
  if (!isRecord(value) || typeof value['type'] !== 'string' || !Object.hasOwn(kinds, value['type']))
    return false;
  const fields = kinds[value['type']];
  return fields !== undefined && hasFields(value, fields);
}

function isKind(value: unknown, kind: FieldKind): boolean {
  switch (kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === kind;
    case 'string?':
      return value === null || typeof value === 'string';
    case 'number?':
      return value === null || typeof value === 'number';
    case 'strings?':
      return value === null || isKind(value, 'strings');
    case 'maybe string':
    case 'maybe strings':
      return (
        value === null || value === undefined || isKind(value, kind === 'maybe string' ? 'string' : 'strings')
      );
    case 'strings':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
