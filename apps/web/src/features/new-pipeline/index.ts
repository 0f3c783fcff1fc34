export { NewPipelineButton } from './components/new-pipeline-button';
