package io.github.crdt4j.examples.service;

/** The page: the carts of all processes side by side. */
final class Page {

    static final String HTML = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>One cart, several processes</title>
            <style>
              body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; }
              main { display: flex; gap: 1rem; flex-wrap: wrap; }
              section { border: 1px solid #bbb; border-radius: 8px; padding: 1rem; min-width: 15rem; }
              section.down { background: #fdeeee; border-color: #c66; }
              table { width: 100%; border-collapse: collapse; }
              td:last-child, td:nth-child(2) { text-align: right; white-space: nowrap; }
              button { font: inherit; }
              small { color: #666; }
            </style>
            <h1>One cart, several processes</h1>
            <p>Change the carts, cut one off, change both sides, and heal. Processes: <input id="nodes" size="60"></p>
            <main id="carts"></main>
            <script>
              const nodes = document.getElementById('nodes');
              nodes.value = new URLSearchParams(location.search).get('nodes') || location.origin;
              const post = (node, path) => fetch(node + path, { method: 'POST' }).then(show);
              async function show() {
                const carts = document.getElementById('carts');
                const all = await Promise.all(nodes.value.split(',').map(async node => {
                  const section = document.createElement('section');
                  try {
                    const cart = await (await fetch(node + '/cart')).json();
                    section.className = cart.up ? '' : 'down';
                    section.append(title(cart.name + (cart.up ? '' : ' (cut off)')), small(node), items(node, cart),
                      adder(node), button(cart.up ? 'cut' : 'heal', () => post(node, '/network?up=' + !cart.up)));
                  } catch (e) {
                    section.className = 'down';
                    section.append(title('not there'), small(node));
                  }
                  return section;
                }));
                const typing = document.activeElement?.dataset?.node;
                const typed = document.activeElement?.value;
                carts.replaceChildren(...all);
                if (typing) {
                  const input = carts.querySelector('input[data-node="' + typing + '"]');
                  if (input) { input.value = typed; input.focus(); }
                }
              }
              const title = text => Object.assign(document.createElement('h2'), { textContent: text });
              const small = text => Object.assign(document.createElement('small'), { textContent: text });
              const button = (text, onclick) => Object.assign(document.createElement('button'), { textContent: text, onclick });
              function items(node, cart) {
                const table = document.createElement('table');
                for (const [item, count] of Object.entries(cart.items)) {
                  const row = table.insertRow();
                  row.insertCell().textContent = item;
                  row.insertCell().textContent = count;
                  const change = by => post(node, '/cart?item=' + encodeURIComponent(item) + '&by=' + by);
                  row.insertCell().append(button('+', () => change(1)), button('\u2212', () => change(-1)), button('remove', () => change(0)));
                }
                return table;
              }
              function adder(node) {
                const input = Object.assign(document.createElement('input'), { placeholder: 'milk', size: 10 });
                input.dataset.node = node;
                input.onchange = () => input.value && post(node, '/cart?item=' + encodeURIComponent(input.value)).then(() => input.value = '');
                return input;
              }
              show();
              setInterval(show, 1000);
            </script>
            </html>
            """;

    private Page() {}
}
