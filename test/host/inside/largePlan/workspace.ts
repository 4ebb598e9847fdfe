import { largePlan } from '../../../support/largePlan.ts';
import { createPlanWorkspace } from '../../support/planWorkspace.ts';
import type { InsideSession } from '../../support/insideSession.ts';

export const session: InsideSession = { prepare: () => createPlanWorkspace(largePlan(1_000)) };
