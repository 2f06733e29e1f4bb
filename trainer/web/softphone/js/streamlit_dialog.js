// While its own connection is away Streamlit opens a dialog over the page and makes all under it inert. The phone goes
// on without that connection, keeps what is typed and says so itself: the dialog is closed, and the focus put back.
const DIALOG = 'body > [data-testid="stDialog"]';
const AWAY = '[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])';
const GONE = 20; // attempts, 50 ms apart, to give the focus back

export function keepUsable(shell) {
  let focused = null;
  const remember = (event) => { focused = event.target; };
  shell.addEventListener('focusin', remember);
  const observer = new MutationObserver(() => {
    const close = document.querySelector(`${DIALOG} section > button`);
    if (!close || !document.querySelector(AWAY)) return;
    const field = focused;
    close.click();
    giveBack(field, GONE);
  });
  observer.observe(document.body, { childList: true });
  return () => {
    observer.disconnect();
    shell.removeEventListener('focusin', remember);
  };
}

function giveBack(field, attempts) {
  if (!field?.isConnected || attempts === 0) return;
  if (document.getElementById('root')?.inert) setTimeout(() => giveBack(field, attempts - 1), 50);
  else field.focus({ preventScroll: true });
}
