/** A setting as `contributes.configuration` has it. */
export interface SettingEntry {
  readonly type?: string | readonly string[];
  readonly default: unknown;
  readonly markdownDescription: string;
  readonly scope: 'machine-overridable' | 'resource' | 'window' | 'application';
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly [key: string]: unknown;
}
