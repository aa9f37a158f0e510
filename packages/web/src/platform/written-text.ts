/** Fields that somebody writes in. */
const FIELDS = 'textarea, input:not([type]), input[type=text], input[type=search]';

/** Whether somebody has begun to write somewhere on the page. */
export function isAnythingWritten(document: Document): boolean {
  const fields = document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(FIELDS);
  return [...fields].some((field) => field.value.trim() !== '');
}
