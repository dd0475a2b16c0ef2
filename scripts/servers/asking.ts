/** All that scripts need to ask a server as `npm run answers` does, imported as one. */
export { connect } from '../../src/servers/connect.ts';
export { createServerEngine } from '../../src/servers/serverEngine.ts';
export { turnsOf } from '../../src/servers/markedChat.ts';
export { studyJobs } from './jobs.ts';
