// All that a form would send, as one text. Forms hold texts alone, no files.

/** @param {HTMLFormElement} form */
export const contents = (form) => new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
