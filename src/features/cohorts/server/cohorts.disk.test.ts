import { inMemory } from '../../../../tests/support/rooms.ts';
import { comingsModelSuite } from './comings.model.suite.ts';
import { comingsSuite } from './comings.suite.ts';
import { invitationsSuite } from './invitations.suite.ts';
import { organisationsSuite } from './organisations.suite.ts';
import { planningSuite } from './planning.suite.ts';

comingsSuite(inMemory);
comingsModelSuite(inMemory, 25);
invitationsSuite(inMemory);
planningSuite(inMemory);
organisationsSuite(inMemory);
