// While its own connection is away Streamlit opens a dialog over the page and makes all under it inert. The phone goes
// on without that connection, keeps what is typed and says so itself: the dialog is closed, and the focus put back.
const DIALOG = 'body > [data-testid="stDialog"]';
const AWAY = '[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])';

export function keepUsable(shell) {
  let focused = null;
  let wanted = null; // the field that is to have the focus back
  const remember = (event) => { focused = event.target; };
  shell.addEventListener('focusin', remember);
  const giveBack = () => {
    if (!wanted || document.getElementById('root')?.inert) return;
    if (wanted.isConnected) wanted.focus({ preventScroll: true });
    wanted = null;
  };
  const freed = new MutationObserver(giveBack);
  const observer = new MutationObserver(() => {
    const close = document.querySelector(`${DIALOG} section > button`);
    if (!close || !document.querySelector(AWAY)) return;
    wanted = focused;
    freed.observe(document.getElementById('root'), { attributes: true, attributeFilter: ['inert'] });
    close.click();
    giveBack();
  });
  observer.observe(document.body, { childList: true });
  return () => {
    observer.disconnect();
    freed.disconnect();
    shell.removeEventListener('focusin', remember);
  };
}
