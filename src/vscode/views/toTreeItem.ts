import * as vscode from 'vscode';
import { plainWords } from '../plainWords.ts';
import type { RowLook } from './rowLook.ts';
import { markUri } from './rowMarks.ts';
import type { Icon } from './stateLook.ts';
import type { TreeRow } from './treeRow.ts';

export function toTreeItem(row: TreeRow, look: RowLook): vscode.TreeItem {
  const item = new vscode.TreeItem(plainWords(look.label), collapsible[look.children]);
  item.id = row.key;
  item.description = plainWords(look.description);
  item.iconPath = themeIcon(look.icon);
  item.contextValue = look.context;
  item.accessibilityInformation = { label: plainWords(look.spoken) };
  if (look.mark !== null) item.resourceUri = markUri(row.key, look.mark);
  return item;
}

function themeIcon({ id, color }: Icon): vscode.ThemeIcon {
  return color === null ? new vscode.ThemeIcon(id) : new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}

const collapsible = {
  none: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
} as const;
