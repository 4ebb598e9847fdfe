import { offerGate } from '../../app/gateOffer.ts';
import type { RunOptions } from '../../app/project.ts';
import { printable } from '../../core/base/printable.ts';
import type { Repository } from '../repository/repository.ts';
import { pickOne } from './pickLive.ts';

/**
 * Asks once, before the first run of a repository without a configuration, whether its tests should be the gate.
 * `left`: the person does not want to go on.
 */
export async function offerGateOnce(
  repository: Repository,
  { plans, agent }: Pick<RunOptions, 'plans' | 'agent'>,
): Promise<'asked' | 'left'> {
  const project = repository.requireProject();
  const offer = await offerGate(project, { plans, agent, cwd: project.root });
  if (offer === null) return 'asked';
  const verify = printable(offer.verify.join('; '));
  const setup = offer.setup.length === 0 ? '' : `after \`${printable(offer.setup.join('; '))}\`, `;
  const answer = await pickOne<'gate' | 'none'>({
    title: 'No gate is configured',
    placeholder: 'What must pass before a task lands?',
    items: () => [
      {
        key: 'gate',
        label: `$(beaker) Verify Each Task with ${verify}`,
        detail: `${setup}written to tutti.json`,
        value: 'gate',
      },
      {
        key: 'none',
        label: '$(circle-slash) Run without a Gate',
        detail: 'tasks land unverified',
        value: 'none',
      },
    ],
  });
  if (answer === null) return 'left';
  if (answer === 'gate') await offer.accept();
  return 'asked';
}
