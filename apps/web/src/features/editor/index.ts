export { EditorTab } from './editor-tab';
