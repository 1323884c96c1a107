// A passkey that fails says so on the page; without this it would be a line in the console.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  document.getElementById('passkey-trouble').hidden = false
})
