/** Four lines a task, phases of 25: ids, dependencies within each phase, files, descriptions. */
export function largePlan(tasks: number): string {
  const lines = ['# Large', '', 'Context of every task.', ''];
  for (let index = 0; index < tasks; index++) {
    const phase = Math.floor(index / 25) + 1;
    const place = (index % 25) + 1;
    if (place === 1) lines.push('', `## Phase ${String(phase)}: Section ${String(phase)}`, '');
    const depends = place > 2 ? ` (depends: ${String(phase)}.${String(place - 2)})` : '';
    lines.push(
      `- [ ] ${String(phase)}.${String(place)} Implement part ${String(index)}${depends}`,
      `  - files: src/m${String(index % 97)}/f${String(index)}.ts, test/f${String(index)}.test.ts`,
      `  Describe the behaviour of part ${String(index)}, its inputs and its errors, in one sentence.`,
      '  - keep the public interface as it is',
    );
  }
  return `${lines.join('\n')}\n`;
}
