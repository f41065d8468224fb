import { useCallback } from 'react';

/** Puts the cursor into the first field of a form that has something wrong with it when the form opens. */
export function useFocusOnProblem(): (form: HTMLFormElement | null) => void {
  return useCallback((form) => {
    // Once the dialog has taken the focus for itself.
    requestAnimationFrame(() => {
      const field = form?.querySelector('[aria-invalid="true"]');
      if (field instanceof HTMLElement) field.focus();
    });
  }, []);
}
