import { inScratchFolder } from '../servers/scratch.ts';
import { jobsSuite } from './jobs.suite.ts';

jobsSuite((work) => inScratchFolder((folder) => work({ DATA_DIR: folder })));
