/** What `contribAccessibilityHelpContent` would say, were it final. */
export const keyboardHelp = `# Keyboard and accessibility in Tutti

Every action is a command: press F1 and type **Tutti**. Commands ask for the task, phase or plan they need; with the
cursor in a plan, the task there is proposed first.

## Views

Open the views with **View: Open View…** and their names: Plan, Workers, Merge Queue, Activity. Rows say their state as
a word; no row tells anything by colour alone.

| keys | where | what |
| --- | --- | --- |
| Arrows | any view | move, open and close rows |
| Enter | any view | open what the row stands for |
| Ctrl+Enter (Cmd+Enter) | Plan | run the row: a task, a phase, a plan; all selected rows when it is one of them |
| Alt+Up, Alt+Down | Merge Queue | move the entry |
| Delete (Cmd+Backspace) | Workers | cancel the task; asks first |
| Shift+F10 | any row | all actions of the row |

## What needs you

**Tutti: Show What Needs You** lists every permission, question, review and conflict; choosing one lets you answer it.
The status bar item *Tutti Run Health* says how many wait, and the Plan view carries their number.

## Why does it wait?

**Tutti: Why Is This Waiting?** says it in a sentence and lists what is waited for, with the state of each. Choosing a row
goes on to that task.

## Reading instead of looking

- **Tutti: Show Run Status** is the state of all plans as plain text.
- **Tutti: Show Decision Log** is everything that happened and why, as plain text, newest first.
- **Tutti: Export Graph as Mermaid** gives the order of a plan as text.
- Terminals of agents are ordinary terminals: **Terminal: Focus Accessible Terminal View** reads them.
- Sounds and announcements follow your settings under \`accessibility.signals\`.
`;
