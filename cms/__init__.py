"""What a member publishes: page types, blocks and the site blueprint; also the composition root of the product."""
