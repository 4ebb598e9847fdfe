import { resolve } from 'node:path';
import { writeHtmlReport } from '../../app/htmlReport.ts';
import { openProject } from '../../app/openProject.ts';
import { latestStatus } from '../../app/runs.ts';
import { report as reportOf } from '../../app/upkeep.ts';
import { UserError } from '../../core/base/userError.ts';
import type { CommandContext } from '../commandSpec.ts';
import { pageFolder } from '../pageFolder.ts';

interface ReportValues {
  readonly file: string | null;
  readonly run: string | null;
  readonly json: boolean;
  readonly html: boolean;
}

/** Prints `report.md`, or writes the dashboard of the run into a file and prints its path. */
export async function report(
  { terminal, cwd }: CommandContext,
  { file, run, json, html }: ReportValues,
): Promise<number> {
  if (file !== null && !html) throw new UserError('A FILE is for --html: the report itself is printed.');
  if (json && html) throw new UserError('Say --json or --html, not both.');
  const project = await openProject(cwd);
  if (html) {
    const target = file === null ? null : resolve(cwd, file);
    terminal.print(await writeHtmlReport(project, { run, file: target, pageFolder: pageFolder() }));
    return 0;
  }
  const { file: reportFile, text } = reportOf(project, run);
  if (json) {
    const status = await latestStatus(project, run);
    terminal.print(JSON.stringify({ status, file: reportFile, text }, null, 2));
  } else terminal.print(text.trimEnd());
  return 0;
}
