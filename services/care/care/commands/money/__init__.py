"""What is done about somebody's money: working it out, looking at it twice, paying it."""
