export { NewPipelineButton } from './new-pipeline-button';
