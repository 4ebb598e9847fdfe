import type { SettingEntry } from './settingEntry.ts';

/** Read by `language/codeLenses.ts` and `language/decorations.ts`. */
export const editorSettings: Readonly<Record<string, SettingEntry>> = {
  'tutti.codeLens.scope': {
    type: 'string',
    enum: ['depends', 'all', 'off'],
    enumDescriptions: ['Above tasks that say what they depend on.', 'Above every task.', 'Nowhere.'],
    default: 'depends',
    markdownDescription:
      'Where plans have CodeLens: run, how a task is and what it waits for, its attempts and changes.',
    scope: 'resource',
  },
  'tutti.editor.showStates': {
    type: 'boolean',
    default: true,
    markdownDescription:
      'Show in the editor of a plan how its tasks are while a run plays it: a picture in the gutter, and a note behind the line. `#editor.inlayHints.enabled#` governs the state behind each id.',
    scope: 'resource',
  },
};
