import * as z from 'zod';
import { configSchema } from './schema.ts';

/** JSON schema (draft 7, which every editor reads) of `tutti.json`, as the text of the file that is shipped. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ title: 'Tutti', description: 'Configuration of Tutti (tutti.json).', ...schema }, null, 2)}\n`;
}
