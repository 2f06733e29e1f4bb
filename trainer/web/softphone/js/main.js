// The component's entry: one Phone for each element it is mounted in, whatever Streamlit reruns.
import { Phone } from './phone.js';

const phones = new WeakMap();

export async function mount(component) {
  const { parentElement: root, data } = component;
  let phone = phones.get(root);
  if (phone && phone.call !== data.call) {
    phone.close();
    phone = undefined;
  }
  if (phone) {
    phone.configure(component);
  } else {
    phone = new Phone(root, component);
    phones.set(root, phone);
    await phone.open();
  }
  return () => {
    // Streamlit also calls this when it only drew the element again while the phone was loading.
    for (const wait of [0, 1000]) {
      setTimeout(() => {
        if (root.isConnected || phones.get(root) !== phone) return;
        phones.delete(root);
        phone.close();
      }, wait);
    }
  };
}
