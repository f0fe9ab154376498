# REFER and TOKENS are the addresses of Refer and of the identity provider's tokens;
# CLIENT and SECRET are your program's name and password there.

# 1. An access token. It lasts a few minutes; get a new one when it ends.
TOKEN=$(curl --silent --show-error --fail-with-body "$TOKENS" \
  --user "$CLIENT:$SECRET" --data grant_type=client_credentials |
  sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')

call() { curl --silent --show-error --fail-with-body --header "Authorization: Bearer $TOKEN" "$@"; }

# 2. Where do these answers lead, and what could be better? Nothing is kept.
call "$REFER/v1/referrals/check" --json @answers.json
echo

# 3. Send them. The same key never makes a second referral: repeat it when an answer is lost.
WHERE=$(call "$REFER/v1/referrals" --json @answers.json --header "Idempotency-Key: $KEY" \
  --output sent.json --write-out '%header{location}')
cat sent.json
echo

# 4. Add a file to it.
call "$REFER$WHERE/evidence" --header "Idempotency-Key: $KEY-letter" \
  --form file=@letter.pdf --form "description=A letter they were given"
echo

# 5. See how far it has come.
call "$REFER$WHERE"
