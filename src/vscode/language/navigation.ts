import * as vscode from 'vscode';
import { nameAt, namesOf, type PlacedName } from '../../core/plan/names.ts';
import type { Range } from '../../core/plan/plan.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';

/** From an id to its task and to those that name it. */
export class PlanNavigation
  implements vscode.DefinitionProvider, vscode.ReferenceProvider, vscode.DocumentHighlightProvider
{
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.DefinitionLink[] {
    const found = this.#nameAt(document, position);
    if (found === null) return [];
    const { snapshot, name } = found;
    const target = definitionOf(snapshot, name);
    const targetRange = target === null ? null : snapshot.toEditor(target);
    const originSelectionRange = snapshot.toEditor(name.range);
    if (targetRange === null || originSelectionRange === null) return [];
    return [{ originSelectionRange, targetUri: document.uri, targetRange }];
  }

  provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): vscode.Location[] {
    return this.#places(document, position)
      .filter(({ name }) => includeDeclaration || name.role === 'reference')
      .map(({ range }) => new vscode.Location(document.uri, range));
  }

  provideDocumentHighlights(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.DocumentHighlight[] {
    return this.#places(document, position).map(({ name, range }) => {
      const { Read, Write } = vscode.DocumentHighlightKind;
      return new vscode.DocumentHighlight(range, name.role === 'definition' ? Write : Read);
    });
  }

  #nameAt(document: vscode.TextDocument, position: vscode.Position): FoundName | null {
    const snapshot = this.#documents.read(document);
    const place = snapshot?.toPlan(position) ?? null;
    const name = snapshot === null || place === null ? null : nameAt(snapshot.checked.plan, place);
    return snapshot === null || name === null ? null : { snapshot, name };
  }

  #places(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { readonly name: PlacedName; readonly range: vscode.Range }[] {
    const found = this.#nameAt(document, position);
    if (found === null) return [];
    return namesOf(found.snapshot.checked.plan, found.name.named).flatMap((name) => {
      const range = found.snapshot.toEditor(name.range);
      return range === null ? [] : [{ name, range }];
    });
  }
}

interface FoundName {
  readonly snapshot: PlanSnapshot;
  readonly name: PlacedName;
}

/** Of a task its id, or its box when it has none of its own; of a phase its heading. */
function definitionOf({ checked: { plan } }: PlanSnapshot, { named }: PlacedName): Range | null {
  switch (named.kind) {
    case 'task': {
      const task = plan.tasks.find(({ id }) => id === named.id);
      return task === undefined ? null : (task.idRange ?? task.checkbox);
    }
    case 'phase': {
      const phase = plan.phases.find(({ id, within }) => id === named.id || within.includes(named.id));
      return phase === undefined ? null : { line: phase.line, column: 1, endLine: phase.line, endColumn: 1 };
    }
  }
}
