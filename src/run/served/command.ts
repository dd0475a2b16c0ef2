/** What scripts/answers.mjs uses, in one module. */
export { connect } from '../../servers/connect.ts';
export { createServerEngine } from '../../servers/serverEngine.ts';
export { memoryStore } from '../../store/memory.ts';
export { loadSurvey } from '../../survey/dataset.ts';
export { surveyFinder } from '../study/open/surveyFor.ts';
export { StopSignal } from '../study/queue/stopSignal.ts';
export { askServed } from './askServed.ts';
export { controlDrawer } from './drawControl.ts';
export { keepOwnData } from './studyInNode.ts';
export { studyOfFolder, studyOfZip } from './studyInput.ts';
